import ipaddress
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools import hmac as keyed_hash

WINDOW = timedelta(minutes=15)
FAILURES_ALLOWED = 20


class PoliceAccessFailure(models.Model):
    """One wrong link that somebody tried.

    Rows are only added, so that guessers in parallel neither wait for nor undo each
    other's count. Only failures count: thousands of phones may share the address of
    their mobile network, and a right link opens whatever its neighbours do.
    """

    _name = "police.access.failure"
    _description = "Wrong Link Tried"
    _log_access = False

    origin = fields.Char(required=True, help="Keyed hash of the network address.")
    happened_at = fields.Datetime(required=True)

    _origin_moment = models.Index("(origin, happened_at)")

    @api.model
    def _count_in(self, address):
        """Note a failure.

        :param str address: the client's network address
        :return: False if there were too many from there already
        """
        now = fields.Datetime.now()
        origin = self._origin_of(address)
        before = self.sudo().search_count(
            [("origin", "=", origin), ("happened_at", ">", now - WINDOW)], limit=FAILURES_ALLOWED
        )
        if before >= FAILURES_ALLOWED:
            return False
        self.env.cr.execute(
            SQL(
                "INSERT INTO police_access_failure (origin, happened_at) VALUES (%s, %s)",
                origin,
                now,
            )
        )
        return True

    def _origin_of(self, address):
        """The hash to count under; an IPv6 customer owns a /64 and can pick any address in it."""
        network = ipaddress.ip_address(address or "0.0.0.0")
        if network.version == 6:
            network = ipaddress.ip_network((network, 64), strict=False)
        return keyed_hash(self.env(su=True), "police.access.failure", str(network))

    @api.autovacuum
    def _gc_old(self):
        """Forget failures that no longer count."""
        self.env.cr.execute(
            SQL(
                "DELETE FROM police_access_failure WHERE happened_at < %s",
                fields.Datetime.now() - WINDOW,
            )
        )
