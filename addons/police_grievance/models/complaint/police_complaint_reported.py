from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from .police_complaint_const import ASKED_STAGES


class PoliceComplaintReportedMixin(models.AbstractModel):
    """The report of action taken: what was done goes with the complaint from there on.

    The citizen reads it where they are asked how it went.
    """

    _name = "police.complaint.reported.mixin"
    _description = "Action Taken on a Complaint"
    _inherit = "police.complaint.stage.mixin"

    report_ids = fields.One2many("police.action.report", "complaint_id", "Reports of action taken")
    action_kind_id = fields.Many2one(
        "police.action.kind",
        "What was done",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    def _report_action(self, kind, text="", files=(), is_told=False):
        """Put on record what was done, and move on to the stage that says so.

        :param kind: `police.action.kind`
        :param str text: what was done, plain text
        :param files: `EnvelopeFile` of the office
        :param bool is_told: the citizen reads the words and gets the files, too
        :raise UserError: it does not say what was done
        """
        self.ensure_one()
        self.check_access("write")
        if not kind:
            raise UserError(self.env._("Say what was done."))
        complaint = self.sudo()
        complaint.report_ids = [
            fields.Command.create(
                {
                    "cycle": self.cycle,
                    "unit_id": self.unit_id.id,
                    "user_id": self.env.uid,
                    "kind_id": kind.id,
                    "text": text,
                    "is_told": is_told,
                }
            )
        ]
        complaint.action_kind_id = kind
        report = complaint.report_ids.sorted("id")[-1]
        complaint._log_report(report, files, self.env.user)
        self._move_to("action_taken", report=report)

    def _log_report(self, report, files, user):
        """Put a report into the conversation, with its files."""
        names = [file.name for file in files]
        words = self._with_names(report.text or "", names)
        title = self.env._("Action taken: %(kind)s", kind=report.kind_id.name)
        message = self._message_log(
            body=plaintext2html("\n\n".join(filter(None, (title, words)))),
            author_id=user.partner_id.id,
        )
        evidence = self.env["police.evidence"]._store(
            self, files, fields.Datetime.now(), by_office=True, message=message
        )
        # What the citizen is not told of is not on their page.
        evidence.is_of_stranger = not report.is_told

    def _report_words(self):
        """What the citizen reads of the last report of this cycle, in their language; or empty."""
        complaint = self.sudo()
        reports = complaint.report_ids.filtered(lambda row: row.cycle == complaint.cycle)
        last = reports.sorted("id")[-1:]
        return last._citizen_words(complaint.language) if last else ""

    def _words_with_stage(self):
        if self.stage_code in ASKED_STAGES:
            return self._report_words()
        return super()._words_with_stage()
