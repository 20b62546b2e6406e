import hmac
import secrets
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import hmac as keyed_hash

DIGITS = 8
VALID = timedelta(minutes=30)
TRIES_ALLOWED = 5
REQUESTS_ALLOWED = 5
WINDOW = timedelta(hours=24)


class PoliceAccessCode(models.Model):
    """A code by which whoever reads at the address on record keeps a complaint in an account.

    Asked for with a link, made when the notice with it is handed over, good once and for minutes,
    for the account that asked. Only its hash is kept.
    """

    _name = "police.access.code"
    _description = "Code to Keep a Complaint in an Account"
    _order = "id desc"

    party_id = fields.Many2one("police.party", required=True, index=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", "Account", required=True, ondelete="cascade")
    requested_at = fields.Datetime(required=True)
    expires_at = fields.Datetime(help="Empty until the code is sent.")
    code_hash = fields.Char(groups="base.group_system", copy=False)
    tries = fields.Integer()

    @api.model
    def _request(self, party, partner):
        """Note that an account wants to keep a complaint.

        :return: False if too many codes were asked for already
        """
        codes, now = self.with_user(SUPERUSER_ID), fields.Datetime.now()
        recent = [("party_id", "=", party.id), ("requested_at", ">", now - WINDOW)]
        if codes.search_count(recent, limit=REQUESTS_ALLOWED) >= REQUESTS_ALLOWED:
            return False
        codes.create({"party_id": party.id, "partner_id": partner.id, "requested_at": now})
        return True

    @api.model
    def _make(self, party):
        """The code that was asked for last, made anew: an earlier one is good no more.

        :return: its digits, to be sent and kept nowhere; empty if nobody waits for one
        """
        now = fields.Datetime.now()
        waiting = [("party_id", "=", party.id), ("requested_at", ">", now - WINDOW)]
        code = self.with_user(SUPERUSER_ID).search(waiting, limit=1)
        if not code:
            return ""
        plain = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        code.write({"code_hash": code._hash(plain), "expires_at": now + VALID, "tries": 0})
        return plain

    @api.model
    def _confirm(self, party, partner, plain):
        """Whether this is the code that an account got; each try is counted, right or wrong.

        :param str plain: as typed
        """
        given = "".join(filter(str.isdecimal, plain))
        code = self.with_user(SUPERUSER_ID).search(
            [
                ("party_id", "=", party.id),
                ("partner_id", "=", partner.id),
                ("expires_at", ">", fields.Datetime.now()),
                ("tries", "<", TRIES_ALLOWED),
            ],
            limit=1,
        )
        if not code:
            return False
        # Two tries at once: the second fails to serialise and is made again, one further on.
        code.tries += 1
        is_right = hmac.compare_digest(code.code_hash, code._hash(given))
        if is_right:
            code.expires_at = fields.Datetime.now()
        return is_right

    def _hash(self, plain):
        return keyed_hash(self.env(su=True), "police.access.code", f"{self.id}:{plain}")

    @api.autovacuum
    def _gc_old(self):
        """Forget codes that no longer count."""
        limit = fields.Datetime.now() - WINDOW
        self.sudo().search([("requested_at", "<", limit)], limit=10_000).unlink()
