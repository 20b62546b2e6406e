import hashlib
import secrets
from datetime import timedelta

from odoo import api, fields, models

VALID_DAYS = 90


class PoliceAccessToken(models.Model):
    """A link that opens one complaint for one party. Only its hash is kept."""

    _name = "police.access.token"
    _description = "Link to a Complaint"

    token_hash = fields.Char(required=True, groups="base.group_system", copy=False)
    complaint_id = fields.Many2one("police.complaint", required=True, index=True, ondelete="cascade")
    party_id = fields.Many2one("police.party", index="btree_not_null", ondelete="cascade")
    purpose = fields.Selection([("follow", "Follow the complaint")], required=True)
    expires_at = fields.Datetime(required=True, index=True)
    last_used_at = fields.Datetime()

    _hash_unique = models.UniqueIndex("(token_hash)")

    @api.model
    def _issue(self, complaint, party, purpose="follow"):
        """Make a link's secret.

        :return: the plain token; it cannot be read again
        """
        plain = secrets.token_urlsafe(32)
        self.sudo().create(
            {
                "token_hash": self._hash(plain),
                "complaint_id": complaint.id,
                "party_id": party.id,
                "purpose": purpose,
                "expires_at": fields.Datetime.now() + timedelta(days=VALID_DAYS),
            }
        )
        return plain

    @api.model
    def _redeem(self, plain, purpose="follow"):
        """The token's row, or an empty recordset for a wrong, expired or foreign one.

        Found by its hash: comparing hashes of 256 random bits tells a guesser nothing.
        """
        return self.sudo().search(
            [
                ("token_hash", "=", self._hash(plain)),
                ("purpose", "=", purpose),
                ("expires_at", ">", fields.Datetime.now()),
            ]
        )

    @staticmethod
    def _hash(plain):
        return hashlib.sha256(plain.encode()).hexdigest()
