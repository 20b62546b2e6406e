import base64
import hashlib
import json
import os
import secrets
from datetime import timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import consteq, hmac

KEPT = timedelta(hours=2)
NONCE_LENGTH = 12


class PoliceKeptForm(models.Model):
    """A form that came when its session had ended: kept until its writer has logged in again.

    Encrypted with a secret that only the browser has, in a cookie: whoever reads the database learns
    neither the words nor whose they are. And it is given back to nobody but the account whose page
    the form was on: a browser may be everybody's.
    """

    _name = "police.kept.form"
    _description = "Form Kept Through a Log-in"

    place = fields.Char(required=True, help="Hash of the browser's secret and the page.")
    form = fields.Char(required=True, help="Hash of the key of the form: each is kept once.")
    content = fields.Binary(help="Encrypted.")
    expires_at = fields.Datetime(required=True, index=True)

    _place_unique = models.UniqueIndex("(place)")
    _form_unique = models.UniqueIndex("(form)")

    @api.model
    def _proof_for(self, key):
        """What a form of the current user carries beside its key: that we made it, and for whom."""
        owner = self._sign("owner", (key, self.env.uid))
        return f"{owner}.{self._sign('form', (key, owner))}"

    @api.model
    def _is_ours(self, key, proof):
        """Whether we made this form, for whomever."""
        owner, _dot, signature = proof.partition(".")
        # As bytes: of texts only those in ASCII can be compared, and this one anybody may have sent.
        expected = self._sign("form", (key, owner)).encode()
        return bool(key) and consteq(signature.encode(), expected)

    @api.model
    def _sign(self, scope, message):
        return hmac(self.env(su=True), f"police_kept_{scope}", message)

    @api.model
    def _keep(self, secret, page, values, files):
        """Keep a form; a later one of the same browser and page takes its place.

        :param str secret: of the browser
        :param str page: address of the page that the form stands on
        :param dict values: texts by name, `key` and `proof` among them
        :param list files: of (name, bytes)
        """
        head = {"values": values, "files": [(name, len(content)) for name, content in files]}
        plain = b"\n".join([json.dumps(head).encode(), b"".join(part for _name, part in files)])
        place, nonce = self._place(secret, page), os.urandom(NONCE_LENGTH)
        content = nonce + self._cipher(secret).encrypt(nonce, plain, place.encode())
        form = hashlib.sha256(values["key"].encode()).hexdigest()
        now = fields.Datetime.now()
        kept = self.with_user(SUPERUSER_ID).with_context(bin_size=False)
        kept.search(
            ["|", "|", ("place", "=", place), ("form", "=", form), ("expires_at", "<=", now)]
        ).unlink()
        kept.create(
            {
                "place": place,
                "form": form,
                "content": base64.b64encode(content),
                "expires_at": now + KEPT,
            }
        )

    @api.model
    def _given_back(self, secret, page):
        """What the current user wrote on a page before the session ended.

        :return: (dict of texts, list of (name, bytes)), both empty if nothing is kept
        """
        row = self._row(secret, page)
        if not row:
            return {}, []
        content = row.with_context(bin_size=False).content
        values, files = self._opened(secret, row.place, base64.b64decode(content))
        owner = values.get("proof", "").partition(".")[0]
        if not owner or not consteq(owner, self._sign("owner", (values["key"], self.env.uid))):
            return {}, []
        return values, files

    @api.model
    def _forget(self, secret, page):
        """The form was sent, or is not wanted any more."""
        self._row(secret, page).unlink()

    def _row(self, secret, page):
        kept = self.with_user(SUPERUSER_ID)
        now = fields.Datetime.now()
        place = self._place(secret, page)
        return kept.search([("place", "=", place), ("expires_at", ">", now)]) if secret else kept

    @api.model
    def _new_secret(self):
        return secrets.token_urlsafe(32)

    @staticmethod
    def _place(secret, page):
        return hashlib.sha256(f"place {secret} {page}".encode()).hexdigest()

    @staticmethod
    def _cipher(secret):
        return AESGCM(hashlib.sha256(f"words {secret}".encode()).digest())

    def _opened(self, secret, place, content):
        nonce, encrypted = content[:NONCE_LENGTH], content[NONCE_LENGTH:]
        try:
            plain = self._cipher(secret).decrypt(nonce, encrypted, place.encode())
        except InvalidTag:
            return {}, []
        head, _line, rest = plain.partition(b"\n")
        head, files, start = json.loads(head), [], 0
        for name, length in head["files"]:
            files.append((name, rest[start : start + length]))
            start += length
        return head["values"], files

    @api.autovacuum
    def _gc_expired(self):
        """Forget what nobody came back for."""
        now = fields.Datetime.now()
        self.sudo().search([("expires_at", "<=", now)], limit=10_000).unlink()
