from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# Core's own, which count in the memory of one process: here they hold for all of them.
ATTEMPTS, PAUSE = "base.login_cooldown_after", "base.login_cooldown_duration"
DEFAULT_ATTEMPTS, DEFAULT_PAUSE = 10, 60


class PoliceLogInFailure(models.Model):
    """One log-in that failed, under what was typed as the log-in or under the network address.

    Until somebody gets in. What was typed is not kept: it may be a password.
    """

    _name = "police.log.in.failure"
    _description = "Failed Log-in"
    _inherit = "police.failure.mixin"
    _log_access = False

    @api.model
    def _origins(self, *texts):
        """:return: list of the hashes to count under"""
        return [self._hashed(text.casefold()) for text in texts]

    @api.model
    def _is_paused(self, origins):
        """Whether so many failed under one of these that the next attempt has to wait."""
        parameters = self.env["ir.config_parameter"]
        attempts = parameters._service_number(ATTEMPTS)
        pause = timedelta(seconds=parameters._service_number(PAUSE))
        if not attempts:
            return False
        query = SQL(
            """
            SELECT 1
              FROM police_log_in_failure
             WHERE origin IN %s AND happened_at > %s
             GROUP BY origin
            HAVING count(*) >= %s AND max(happened_at) > %s
            """,
            tuple(origins),
            self._count_begins(),
            attempts,
            fields.Datetime.now() - pause,
        )
        return bool(self.env.execute_query(query))

    @api.model
    def _count(self, origins):
        """Note a failure, whatever becomes of the request that failed."""
        with self.env.registry.cursor() as cursor:
            self._add(cursor, origins)

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
        self._purge()
