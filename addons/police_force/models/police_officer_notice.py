from markupsafe import Markup

from odoo import fields, models

from .mail_mail import Letter
from .police_unit_time import IN_DIGITS


class PoliceOfficerNoticeMixin(models.AbstractModel):
    """Who hears that somebody changed an officer's log-in: the officer, and the office above."""

    _name = "police.officer.notice.mixin"
    _description = "Notice about a Log-in"

    def _tell(self, what, emails=None):
        """Queue the mails about officers who have a role, or for whom one waits.

        :param str what: a key of `_told`
        :param dict emails: the address of each officer before it was changed
        """
        if self.env["police.role.grant"]._is_set_up_going_on():
            return
        told = self.sudo().filtered(lambda officer: officer.role or officer.waiting_role)
        mails = []
        for officer in told:
            old = (emails or {}).get(officer, officer.email)
            for address in dict.fromkeys(filter(None, (old, officer.email))):
                mails.append((officer._users(), address, officer.lang, officer))
        for superior, below in told._by_superior().items():
            if superior.email:
                mails.append((superior, superior.email, superior.lang, below))
        told._queue(what, mails)

    def _queue(self, what, mails):
        self.env["mail.mail"]._queue_from_office(
            Letter(user, *officers.with_context(lang=lang)._words(what), address=address)
            for user, address, lang, officers in mails
        )

    def _told(self):
        """{what: sentence}"""
        return {
            "reset": self.env._("The password was reset; a new slip was printed."),
            "second_factor": self.env._("The second factor was removed."),
            "posting": self.env._("A post was given by an administrator."),
            "contact": self.env._("Log-in, mobile or e-mail address was changed."),
        }

    def _words(self, what):
        """(subject, body) in the language of who reads it."""
        lines = Markup().join(
            Markup("<li>%s (%s)</li>") % (officer.name, officer.post_id.display_name or "–")
            for officer in self
        )
        body = Markup("<p>%s</p><ul>%s</ul><p>%s</p><p>%s</p>") % (
            self._told()[what],
            lines,
            self.env._(
                "By %(name)s, on %(moment)s.",
                name=self.env.user.name,
                moment=self[:1].unit_id._local_words(fields.Datetime.now(), IN_DIGITS),
            ),
            self.env._("If nobody asked for it, tell the control room at once."),
        )
        return self.env._("The log-in of an officer was changed"), body

    def _by_superior(self):
        """{who answers for the office above: officers of these}; not who changed it, or themselves."""
        root = self.env["police.unit"]._zone_desk()
        ranks = self.env["police.rank"].search([("unit_kind", "=", root.kind)], limit=1)
        ladder = self.env["police.post"]._ladder(self.unit_id | root)
        found = {}
        for officer in self:
            unit = officer.unit_id or root
            rank = ladder.rank_above(unit.id, officer.rank_id.ids) if officer.unit_id else ranks.id
            excluded = frozenset((officer.id, self.env.uid))
            _post, user_id = ladder.holder(unit.id, rank, excluded) if rank else (None, None)
            if user_id:
                superior = self.env["res.users"].sudo().browse(user_id)
                found[superior] = found.get(superior, self.browse()) | officer
        return found
