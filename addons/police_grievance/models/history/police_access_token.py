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
    expires_at = fields.Datetime(required=True, index=True)
    ended_at = fields.Datetime("Ended", help="A newer link has taken its place.")
    ended_with = fields.Char(
        groups="base.group_system", copy=False, help="Hash of the key of the form that ended it."
    )
    last_used_at = fields.Datetime("Last acted with")

    _hash_unique = models.UniqueIndex("(token_hash)")

    @api.model
    def _issue(self, complaint, party):
        """Make a link's secret. As the service user: whose it is stands in no other column.

        :return: the plain token; it cannot be read again
        """
        plain = secrets.token_urlsafe(32)
        self.with_user(SUPERUSER_ID).create(
            {
                "token_hash": self._hash(plain),
                "complaint_id": complaint.id,
                "party_id": party.id,
                "expires_at": fields.Datetime.now() + timedelta(days=VALID_DAYS),
            }
        )
        return plain

    @api.model
    def _redeem(self, plain):
        """The token's row, or an empty recordset for a wrong, expired or foreign one."""
        token = self._find(plain)
        return token if token and not token._has_expired() else self.sudo().browse()

    @api.model
    def _find(self, plain):
        """The token's row, expired or not.

        Found by its hash, so that how long it takes tells nothing about the secret.
        """
        wanted = self._hash(plain)
        token = self.sudo().search([("token_hash", "=", wanted)])
        return token.filtered(lambda row: hmac.compare_digest(row.token_hash, wanted))

    def _has_expired(self):
        self.ensure_one()
        return bool(self.ended_at) or self.expires_at <= fields.Datetime.now()

    @api.model
    def _end(self, parties):
        """Let the links of these parties open nothing any more.

        :param parties: `police.party`
        """
        now = fields.Datetime.now()
        alive = [("ended_at", "=", False), ("expires_at", ">", now)]
        links = self.with_user(SUPERUSER_ID).search([("party_id", "in", parties.ids), *alive])
        links.ended_at = now

    def _end_with(self, key):
        """Note the form that this link was ended by: sent again, it leads to the same."""
        self.with_user(SUPERUSER_ID).ended_with = key and self._hash(key)

    def _was_ended_with(self, key):
        """Whether a form ended this link itself. Whoever sent other forms by it has no part in that."""
        ended_with = self.sudo().ended_with
        return bool(ended_with) and hmac.compare_digest(ended_with, self._hash(key))

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
