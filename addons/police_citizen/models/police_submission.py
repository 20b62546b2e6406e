import hashlib
import secrets
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL

# A phone that lost the answer loads the form anew and sends the same words with another key.
SAME_WORDS_WITHIN = timedelta(minutes=10)
KEY_LENGTH = 22
KEPT_DAYS = 90


class PoliceSubmission(models.Model):
    """A form that a citizen sent. The same one, sent again, does nothing a second time."""

    _name = "police.submission"
    _description = "Form Sent by a Citizen"

    key = fields.Char(required=True, help="Hash of the secret that the form carried.")
    fingerprint = fields.Char(required=True, help="Hash of what the form said, and about what.")
    complaint_id = fields.Many2one("police.complaint", index=True, ondelete="cascade")

    _key_unique = models.UniqueIndex("(key)")
    _fingerprint_index = models.Index("(fingerprint, create_date)")

    @api.model
    def _new_key(self):
        """The secret that a form carries from the page to us."""
        return secrets.token_urlsafe(16)

    @api.model
    def _own_key(self, key):
        """A key that tells one form from all others by itself: the given one, if we made it."""
        return key if len(key) == KEY_LENGTH else self._new_key()

    @api.model
    def _key_of(self, owner, key):
        """:return: what is kept of the secret `key` in the form of `owner`; empty without one"""
        return self._digest((owner, key)) if key else ""

    @api.model
    def _once(self, key, owner, content, work):
        """Do the work of a form, unless it was done already.

        No row names whoever is logged in while the form is sent: an account is tied to what was
        filed anonymously in it by nothing, and `write_uid` would do.

        :param str key: what `_new_key` put into the form
        :param str owner: what the form does, and whose it is: forms of others never meet
        :param tuple content: what the form says: strings and bytes
        :param work: callable without arguments; returns the complaint it worked on
        :return: the complaint
        """
        key = self._key_of(owner, key or self._new_key())
        fingerprint = self._digest((owner, *content))
        done = self._find_done(key, fingerprint)
        if done:
            return done.complaint_id
        # Two at the same moment: the second waits here, fails to serialise and is tried again.
        self.env.cr.execute(
            SQL(
                """INSERT INTO police_submission (key, fingerprint, create_date, create_uid)
                   VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING id""",
                key,
                fingerprint,
                fields.Datetime.now(),
                SUPERUSER_ID,
            ),
            log_exceptions=False,
        )
        submission = self.with_user(SUPERUSER_ID).browse(self.env.cr.fetchone())
        submission.complaint_id = work()
        # What is computed, too: the end of the request would write it in the name of its user.
        submission.env.flush_all()
        return submission.with_env(self.sudo().env).complaint_id

    def _find_done(self, key, fingerprint):
        since = fields.Datetime.now() - SAME_WORDS_WITHIN
        same_words = [("fingerprint", "=", fingerprint), ("create_date", ">", since)]
        return self.sudo().search(["|", ("key", "=", key), "&", *same_words], limit=1)

    @staticmethod
    def _digest(content):
        digest = hashlib.sha256()
        for part in content:
            part = part if isinstance(part, bytes) else str(part).encode()
            digest.update(hashlib.sha256(part).digest())
        return digest.hexdigest()

    @api.autovacuum
    def _gc_old(self):
        """Forget forms that no browser will send again."""
        limit = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.sudo().search([("create_date", "<", limit)], limit=10_000).unlink()
