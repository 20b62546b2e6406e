import json

from lxml import html

from odoo import api, models
from odoo.tools import SQL

ELSEWHERE = "odoo.com"
# Core's letters about accounts, which an administrator may have changed.
INVITATION, PORTAL = "auth_signup.set_password_email", "auth_signup.portal_set_password_email"
OF_ACCOUNTS = (INVITATION, PORTAL, "auth_signup.mail_template_user_signup_account_created")
SECOND_FACTOR = "auth_totp_mail.mail_template_totp_invite"


class MailTemplate(models.Model):
    _inherit = "mail.template"

    @api.model
    def _speak_for_the_force(self):
        """Take out of core's letters who made the software; what somebody has rewritten stays.

        The invitation advertises in every sentence: that of the portal takes its place.
        """
        found = {name: self.env.ref(name, raise_if_not_found=False) for name in OF_ACCOUNTS}
        freed = {name for name, letter in found.items() if letter and letter._drop_promotion()}
        if {INVITATION, PORTAL} <= freed:
            found[INVITATION]._take_words_of(found[PORTAL])
        self._name_the_second_factor()

    def _drop_promotion(self):
        """In the words of each language: one written over would keep those of the others.

        :return: whether there was any
        """
        self.flush_recordset()
        query = SQL("SELECT body_html FROM mail_template WHERE id = %s", self.id)
        [(bodies,)] = self.env.execute_query(query)
        if not any(ELSEWHERE in body for body in (bodies or {}).values()):
            return False
        bodies = {lang: self._without_promotion(body) for lang, body in bodies.items()}
        self.env.cr.execute(
            SQL(
                "UPDATE mail_template SET body_html = %s::jsonb WHERE id = %s",
                json.dumps(bodies),
                self.id,
            )
        )
        self.invalidate_recordset()
        return True

    @staticmethod
    def _without_promotion(body):
        root = html.fragment_fromstring(body, create_parent="div")
        for link in root.xpath(f".//a[@*[contains(., '{ELSEWHERE}')]]"):
            line = next(link.iterancestors("table"), link)
            line.drop_tree()
        return "".join(html.tostring(part, encoding="unicode") for part in root)

    def _take_words_of(self, other):
        """In all languages at once."""
        self.flush_recordset()
        other.flush_recordset()
        self.env.cr.execute(
            SQL(
                """UPDATE mail_template SET subject = other.subject, body_html = other.body_html
                   FROM mail_template other WHERE mail_template.id = %s AND other.id = %s""",
                self.id,
                other.id,
            )
        )
        self.invalidate_recordset()

    @api.model
    def _name_the_second_factor(self):
        letter = self.env.ref(SECOND_FACTOR, raise_if_not_found=False)
        if not letter or "Odoo" not in (letter.with_context(lang="en_US").subject or ""):
            return
        for code, _name in self.env["res.lang"].get_installed():
            spoken = letter.with_context(lang=code)
            spoken.subject = spoken.env._("Set up a second factor for your log-in")
