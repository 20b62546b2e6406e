from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from ...tools.envelope import Envelope
from .police_complaint_words import ASKED_STAGES


class PoliceComplaintCitizenActionsMixin(models.AbstractModel):
    """What a citizen does on the pages of a complaint.

    Each action carries the key of the form it came from, so that it counts once.
    """

    _name = "police.complaint.citizen.actions.mixin"
    _description = "A Citizen's Actions on a Complaint"
    _inherit = ["police.complaint.intake.mixin", "police.complaint.citizen.mixin"]

    @api.model
    def _receive_from_citizen(self, envelope):
        """Take in what a citizen wrote on a page: a new complaint or more words to one.

        As the service user, so that no record names the citizen as its creator.
        Transports extend this.

        :param Envelope envelope: with `references` for words to a complaint
        :rtype: IntakeResult
        """
        return self.with_user(SUPERUSER_ID)._intake(envelope)

    @api.model
    def _file_by_citizen(self, envelope, key):
        """Open a complaint with a form; the same form again gives the same complaint."""
        submissions = self.env["police.submission"]
        owner, said = f"file:{self.env.uid}", (envelope.text, envelope.place_text)
        content = (*said, envelope.pin_code, envelope.identity)
        content += tuple(file.content for file in envelope.files)
        if envelope.identity == "anonymous":
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

    def _protect_by_citizen(self, party, identity, key):
        """Let fewer people know who complained, at the citizen's wish.

        Who becomes anonymous leaves no link behind: the page shows a new one.
        """
        complaint = self.with_user(SUPERUSER_ID)

        def protect():
            complaint._set_identity(identity)
            if identity == "anonymous":
                self.env["police.access.token"]._end(party)

        self._act_once("protect", key, (identity,), protect)

    def _act_once(self, action, key, content, work):
        complaint = self.with_user(SUPERUSER_ID)

        def act():
            work()
            return complaint

        return self.env["police.submission"]._once(key, f"{action}:{self.id}", content, act)

    def _keep_feedback(self, answer, rating, comment):
        complaint = self.with_user(SUPERUSER_ID)
        if not complaint._may_give_feedback():
            raise UserError(self.env._("We have your answer on the result already."))
        feedback = complaint._feedback_of_cycle()
        values = {
            "answer": answer,
            "rating": rating,
            "comment": comment,
            "given_at": fields.Datetime.now(),
        }
        if feedback:
            feedback.write(values)
        else:
            row = {**values, "complaint_id": self.id, "cycle": complaint.cycle}
            feedback = feedback.create(row)
        complaint._log_words(feedback._in_words(), "police_grievance.mt_from_citizen")
        if answer == "not_resolved" or comment:
            complaint.has_unread_reply = True
        if complaint.citizen_stage_id.code in ASKED_STAGES:
            complaint._keep_answer(answer)

    def _keep_answer(self, answer):
        """The citizen was asked: this is the answer that closing waits for.

        Who is not satisfied stops a closing that they have not been told of.
        """
        if answer == "not_resolved":
            self._held_closings()._take_back(self.env.user)
        self.env["police.verification"].create(
            {
                "complaint_id": self.id,
                "cycle": self.cycle,
                "user_id": SUPERUSER_ID,
                "method": "citizen",
                "result": answer,
            }
        )

    @api.model
    def _portal_complaints(self, partner):
        """The complaints of a portal account: filed in it, or kept in it by their link.

        :param partner: `res.partner` of the account
        :return: complaints, in sudo, the newest first
        """
        parties = self.env["police.party"]._of_account(partner)
        return self.sudo().search(
            [("party_ids", "in", parties.ids)], order="received_at desc, id desc"
        )

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
