import hashlib
import hmac
import secrets
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models

VALID_DAYS = 90
KEPT_DAYS_AFTER_EXPIRY = 365


class PoliceAccessToken(models.Model):
    """A link that opens one complaint for one party. Only its hash is kept."""

    _name = "police.access.token"
    _description = "Link to a Complaint"

    token_hash = fields.Char(required=True, groups="base.group_system", copy=False)
    complaint_id = fields.Many2one(
        "police.complaint", required=True, index=True, ondelete="cascade"
    )
    party_id = fields.Many2one("police.party", required=True, index=True, ondelete="cascade")
    purpose = fields.Selection([("follow", "Follow the complaint")], required=True)
    expires_at = fields.Datetime(required=True, index=True)
    last_used_at = fields.Datetime("Last acted with")

    _hash_unique = models.UniqueIndex("(token_hash)")

    @api.model
    def _issue(self, complaint, party, purpose="follow"):
        """Make a link's secret. As the service user: whose it is stands in no other column.

        :return: the plain token; it cannot be read again
        """
        plain = secrets.token_urlsafe(32)
        self.with_user(SUPERUSER_ID).create(
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
        """The token's row, or an empty recordset for a wrong, expired or foreign one."""
        token = self._find(plain, purpose)
        return token if token and not token._has_expired() else self.sudo().browse()

    @api.model
    def _find(self, plain, purpose="follow"):
        """The token's row, expired or not.

        Found by its hash, so that how long it takes tells nothing about the secret.
        """
        wanted = self._hash(plain)
        token = self.sudo().search([("token_hash", "=", wanted), ("purpose", "=", purpose)])
        return token.filtered(lambda row: hmac.compare_digest(row.token_hash, wanted))

    def _has_expired(self):
        self.ensure_one()
        return self.expires_at <= fields.Datetime.now()

    def _touch(self):
        """Note that somebody acted with the link; looking at it changes nothing."""
        self.with_user(SUPERUSER_ID).last_used_at = fields.Datetime.now()

    @api.autovacuum
    def _gc_expired(self):
        """Forget links a year after they expired; until then they are told from wrong ones."""
        limit = fields.Datetime.now() - timedelta(days=KEPT_DAYS_AFTER_EXPIRY)
        self.sudo().search([("expires_at", "<", limit)], limit=10_000).unlink()

    @staticmethod
    def _hash(plain):
        return hashlib.sha256(plain.encode()).hexdigest()
