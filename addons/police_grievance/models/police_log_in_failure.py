from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools import hmac as keyed_hash

# Failures older than this count no more.
MEMORY = timedelta(days=1)
# Core's own, which count in the memory of one process: here they hold for all of them.
ATTEMPTS, PAUSE = "base.login_cooldown_after", "base.login_cooldown_duration"
DEFAULT_ATTEMPTS, DEFAULT_PAUSE = 10, 60


class PoliceLogInFailure(models.Model):
    """One log-in that failed, under what was typed as the log-in or under the network address.

    Rows are only added until somebody gets in, so that guessers in parallel neither wait for nor
    undo each other's count. What was typed is not kept: it may be a password.
    """

    _name = "police.log.in.failure"
    _description = "Failed Log-in"
    _log_access = False

    origin = fields.Char(required=True, help="Keyed hash of the log-in or of the network address.")
    happened_at = fields.Datetime(required=True)

    _origin_moment = models.Index("(origin, happened_at)")

    @api.model
    def _origins(self, *texts):
        """:return: list of the hashes to count under"""
        service = self.env(su=True)
        return [keyed_hash(service, "police.log.in.failure", text.casefold()) for text in texts]

    @api.model
    def _is_paused(self, origins):
        """Whether so many failed under one of these that the next attempt has to wait."""
        parameters = self.env["ir.config_parameter"].sudo()
        attempts = int(parameters.get_param(ATTEMPTS, DEFAULT_ATTEMPTS))
        pause = timedelta(seconds=int(parameters.get_param(PAUSE, DEFAULT_PAUSE)))
        if not attempts:
            return False
        now = fields.Datetime.now()
        query = SQL(
            """
            SELECT 1
              FROM police_log_in_failure
             WHERE origin IN %s AND happened_at > %s
             GROUP BY origin
            HAVING count(*) >= %s AND max(happened_at) > %s
            """,
            tuple(origins),
            now - MEMORY,
            attempts,
            now - pause,
        )
        return bool(self.env.execute_query(query))

    @api.model
    def _count(self, origins):
        """Note a failure, whatever becomes of the request that failed."""
        now = fields.Datetime.now()
        with self.env.registry.cursor() as cursor:
            for origin in origins:
                cursor.execute(
                    SQL(
                        "INSERT INTO police_log_in_failure (origin, happened_at) VALUES (%s, %s)",
                        origin,
                        now,
                    )
                )

    @api.model
    def _forget(self, origins):
        """Somebody got in."""
        found = SQL(
            "SELECT 1 FROM police_log_in_failure WHERE origin IN %s LIMIT 1", tuple(origins)
        )
        if self.env.execute_query(found):
            with self.env.registry.cursor() as cursor:
                cursor.execute(
                    SQL("DELETE FROM police_log_in_failure WHERE origin IN %s", tuple(origins)),
                    log_exceptions=False,
                )

    @api.autovacuum
    def _gc_old(self):
        """Forget failures that no longer count."""
        self.env.cr.execute(
            SQL(
                "DELETE FROM police_log_in_failure WHERE happened_at < %s",
                fields.Datetime.now() - MEMORY,
            )
        )
