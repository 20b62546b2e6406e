from odoo import fields, models


class PoliceCallRecordingMixin(models.AbstractModel):
    """Whether the caller agreed to be recorded, and what becomes of what was recorded.

    It is evidence as soon as the call is a complaint's, whichever comes first. Of an anonymous one nothing
    of it is kept: a voice tells who speaks.
    """

    _name = "police.call.recording.mixin"
    _description = "Recording of a Call"
    _inherit = "police.call.heard.mixin"

    consent = fields.Selection(
        [("yes", "Agreed to be recorded"), ("no", "Did not agree to be recorded")],
        "Asked on the phone",
        readonly=True,
    )

    def _values_of_caller(self, row, steps):
        told = steps.last("consent")
        consent = told if told in ("yes", "no") else False
        return {**super()._values_of_caller(row, steps), "consent": consent}

    def _is_recorded_now(self):
        """Whether what is said at this moment is recorded: while it is held, nobody is on the line with the caller."""
        return self.consent == "yes" and self.state == "talking"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("complaint_id") or vals.get("is_hidden"):
            self._settle_recordings()
        return result

    def _settle_recordings(self):
        """Make what was recorded so far evidence, or have it deleted."""
        messages = self.env["police.channel.message"].sudo()
        for call in self:
            recorded = messages._recorded_of(call.channel_id, [call.exchange_call])
            if call.is_hidden:
                recorded._forget_who_called()
            elif call.complaint_id:
                recorded._keep_recordings(call.complaint_id)
