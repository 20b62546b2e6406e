import ipaddress
from datetime import timedelta

from odoo import api, models

FAILURES_ALLOWED = 20


class PoliceAccessFailure(models.Model):
    """One wrong link that somebody tried.

    Only failures count: thousands of phones may share the address of their mobile network, and a
    right link opens whatever its neighbours do.
    """

    _name = "police.access.failure"
    _description = "Wrong Link Tried"
    _inherit = "police.failure.mixin"
    _log_access = False

    _window = timedelta(minutes=15)

    @api.model
    def _count_in(self, address):
        """Note a failure.

        :param str address: the client's network address
        :return: False if there were too many from there already
        """
        origin = self._origin_of(address)
        before = self.sudo().search_count(
            [("origin", "=", origin), ("happened_at", ">", self._count_begins())],
            limit=FAILURES_ALLOWED,
        )
        if before >= FAILURES_ALLOWED:
            return False
        self._add(self.env.cr, [origin])
        return True

    def _origin_of(self, address):
        """The hash to count under; an IPv6 customer owns a /64 and can pick any address in it."""
        network = ipaddress.ip_address(address or "0.0.0.0")
        if network.version == 6:
            network = ipaddress.ip_network((network, 64), strict=False)
        return self._hashed(str(network))

    @api.autovacuum
    def _gc_old(self):
        self._purge()
