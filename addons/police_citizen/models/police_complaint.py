from odoo import SUPERUSER_ID, api, fields, models

from odoo.addons.police_grievance.tools.envelope import Envelope


class PoliceComplaint(models.Model):
    """What a citizen does on the pages of a complaint.

    Each action carries the key of the form it came from, so that it counts once.
    """

    _inherit = "police.complaint"

    def _follow_url(self, party):
        """The page of this complaint for a party, without an account.

        It speaks the complaint's own language.
        """
        self.ensure_one()
        token = self.env["police.access.token"]._issue(self, party)
        return f"{self._how_to_follow_url()}/{token}"

    def _how_to_follow_url(self):
        return f"{self.get_base_url()}/complaint/follow"

    @api.model
    def _file_by_citizen(self, envelope, key):
        """Open a complaint with a form; the same form again gives the same complaint."""
        submissions = self.env["police.submission"]
        owner, said = f"file:{self.env.uid}", (envelope.text, envelope.place_text)
        content = (*said, envelope.pin_code, envelope.confidentiality)
        content += tuple(file.content for file in envelope.files)
        if envelope.confidentiality == "anonymous":
            # Words or account, even hashed, could be tried out: remember the form alone.
            key = submissions._own_key(key)
            owner, content = "file", (key,)
        envelope.key = submissions._key_of(owner, key)
        return submissions._once(
            key, owner, content, lambda: self._receive_from_citizen(envelope).complaint
        )

    def _reply_by_citizen(self, party, text, files, key):
        """Add words and files to a complaint.

        :param party: `police.party` who writes
        :param list files: `EnvelopeFile`
        """
        self.ensure_one()
        address = party.sudo().complainant_id.address_ids[:1]
        envelope = Envelope(
            channel="portal",
            received_at=fields.Datetime.now(),
            sender_kind=address.kind or "other",
            sender_value=address.value or "",
            text=text,
            language=self.language,
            references=[self.id],
            files=files,
            party_id=party.id,
            key=self.env["police.submission"]._key_of(f"reply:{self.id}", key),
        )
        self._act_once(
            "reply",
            key,
            (text, *(file.content for file in files)),
            lambda: self._receive_from_citizen(envelope),
        )

    def _feedback_by_citizen(self, answer, rating, comment, key):
        """Keep what a citizen says of the result; it neither closes nor reopens.

        :param str answer: resolved or not_resolved
        :param int rating: 1 (poor) to 5 (good), 0 if not given
        """
        self.ensure_one()
        self._act_once(
            "feedback",
            key,
            (answer, rating, comment),
            lambda: self._keep_feedback(answer, rating, comment),
        )

    def _reopen_from_page(self, reason, key):
        """Reopen a complaint with a form."""
        self.ensure_one()
        complaint = self.with_user(SUPERUSER_ID)
        self._act_once("reopen", key, (reason,), lambda: complaint._reopen_by_citizen(reason))

    def _protect_by_citizen(self, party, confidentiality, key):
        """Let fewer people know who complained, at the citizen's wish.

        Who becomes anonymous leaves no link behind: the page shows a new one.
        """
        complaint = self.with_user(SUPERUSER_ID)

        def protect():
            complaint._set_confidentiality(confidentiality)
            if confidentiality == "anonymous":
                self.env["police.access.token"]._end(party)

        self._act_once("protect", key, (confidentiality,), protect)

    def _act_once(self, action, key, content, work):
        complaint = self.with_user(SUPERUSER_ID)

        def act():
            work()
            return complaint

        return self.env["police.submission"]._once(key, f"{action}:{self.id}", content, act)

    def _contact_by_citizen(self, party, values, key):
        """The citizen says on their page how they may be reached."""
        complaint = self.with_user(SUPERUSER_ID)
        self._act_once(
            "contact",
            key,
            tuple(str(value) for value in values.values()),
            lambda: complaint._set_safe_contact(party, values),
        )

    def _new_link_by_citizen(self, party, path, key):
        """The citizen ends the links that may have got into other hands.

        :param str path: the page that they did it on: once from each
        """
        complaint = self.with_user(SUPERUSER_ID)
        self._act_once("new_link", key, (path,), lambda: complaint._renew_links(party.sudo()))
