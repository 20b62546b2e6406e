from odoo import models
from odoo.tools.mail import html2plaintext

UNREACHABLE_TRIES = 3


class PoliceComplaintAsked(models.AbstractModel):
    """What the citizen said, when asked and by themselves."""

    _name = "police.complaint.asked"
    _description = "Asking the Citizen"

    def _was_citizen_asked(self):
        """Whether this cycle has the citizen's answer on record, or three tries to reach them."""
        self.ensure_one()
        cycle = self.cycle
        tries = self.verification_ids.filtered(lambda row: row.cycle == cycle)
        answered = tries.filtered(lambda row: row.result != "unreachable")
        return bool(answered) or len(tries) >= UNREACHABLE_TRIES

    def _record_asked(self, method, result, note=""):
        """Put on record that the user asked the citizen now.

        :param str method: how, as in `police.verification`
        :param str result: resolved, not_resolved or unreachable
        :param str note: what the citizen said
        """
        self.env["police.verification"].create(
            [
                {"complaint_id": complaint.id, "method": method, "result": result, "note": note}
                for complaint in self
            ]
        )

    def _last_words_of_citizen(self):
        """The last message of the citizen, or else the complaint itself, as plain text."""
        self.ensure_one()
        subtype = self.env.ref("police_grievance.mt_from_citizen")
        message = self.env["mail.message"].search(
            [
                ("model", "=", self._name),
                ("res_id", "=", self.id),
                ("subtype_id", "=", subtype.id),
            ],
            order="id desc",
            limit=1,
        )
        return html2plaintext(message.body) if message else self.description
