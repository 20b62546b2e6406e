from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from .police_complaint_const import ASKED_STAGES


class PoliceComplaintAnswersMixin(models.AbstractModel):
    """What a complaint keeps of what its citizen says on a page, whatever the page is."""

    _name = "police.complaint.answers.mixin"
    _description = "A Citizen's Answers on a Complaint"
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
