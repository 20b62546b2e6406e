from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .police_complaint_const import SET_ASIDE_KINDS


class PoliceComplaintSetAsideMixin(models.AbstractModel):
    """What came in and is not a complaint: spam, an enquiry, words that belong to another case.

    It is out of open lists, deadlines, escalations and figures, and nothing of it is lost: taken up
    after all, its clock has run from the first contact as if nothing had happened.
    """

    _name = "police.complaint.set.aside.mixin"
    _description = "What Is Not a Complaint"
    _inherit = [
        "police.complaint.merge.mixin",
        "police.complaint.cognisable.mixin",
        "police.complaint.citizen.mixin",
    ]

    set_aside = fields.Selection(
        SET_ASIDE_KINDS, "Not a complaint, because", readonly=True, copy=False, tracking=True
    )

    def _set_aside(self, kind, merged_into=None, answer=""):
        """Say that these are no complaints. Of spam its sender hears nothing.

        :param str kind: a code of `SET_ASIDE_KINDS`
        :param merged_into: `police.complaint` that one belongs to, for kind belongs
        :param str answer: words to the citizen, plain text, for kind enquiry
        :raise AccessError: not the user's to do
        :raise UserError: one is closed, or what is needed with the kind is missing
        """
        self.check_access("write")
        self._check_transition(self.env["police.stage"]._by_code("closed"))
        if any(not complaint.is_open for complaint in self):
            raise UserError(self.env._("It is closed."))
        if kind == "enquiry" and not (answer or "").strip():
            raise UserError(self.env._("Write the answer that the citizen gets."))
        target = self._surviving_target(merged_into) if kind == "belongs" else self.browse()
        for complaint in self:
            closing = self.env["police.closing"]._begin(complaint, "set_aside")
            if target:
                closing._keep_also(message_ids=complaint._merge_into(target).ids)
            complaint._leave_open_lists(kind, target)
            closing._keep_after()
            if kind == "enquiry":
                complaint._send_to_citizen(answer)

    def _leave_open_lists(self, kind, target):
        """Close one complaint without an outcome to tell: nothing is due to it any more.

        :param str kind: a code of `SET_ASIDE_KINDS`
        :param target: `police.complaint` that it belongs to from here on, or none
        """
        now, complaint = fields.Datetime.now(), self.sudo()
        confidentiality = target.sudo().confidentiality if target else complaint.confidentiality
        stage = self.env["police.stage"]._by_code("closed")
        complaint._resume(now)
        complaint._answer_follow_ups()
        complaint.activity_ids._end()
        complaint._enter_stage(
            stage,
            **{
                "outcome_id": self.env.ref("police_grievance.outcome_not_a_complaint").id,
                "outcome_note": False,
                "has_unread_reply": False,
                "set_aside": kind,
                "merged_into_id": target.id,
                "nature": "not_a_complaint",
                **complaint._closing_values(now),
                # Else the more spam, the faster the police.
                "gross_hours": False,
                "net_hours": False,
                # Seen by whoever sees the case that it belongs to, and by nobody else.
                **(complaint._place_of(target) if target else {}),
            },
        )
        complaint._set_confidentiality(confidentiality)

    def action_take_up_after_all(self):
        """Button: these are complaints after all."""
        self.check_access("write")
        closed = self.filtered("set_aside")
        closed._check_transition(self.env["police.stage"]._by_code("with_station"))
        standing = closed.sudo().closing_ids.filtered(lambda closing: closing.state == "stands")
        standing._take_back(self.env.user)

    def _kept_fields(self):
        return (*super()._kept_fields(), "nature", "set_aside")

    def _restore(self, stage, before, after):
        """What was set aside takes its words and files back, and is a complaint by its nature, too;
        what was to be done is with who answers for it now."""
        was_aside, case = self.set_aside, self.merged_into_id
        if was_aside:
            self._take_back_from(case, before)
        result = super()._restore(stage, before, after)
        if was_aside and self.nature in (False, "not_a_complaint"):
            self.nature = "non_cognisable"
        if case:
            self._tell_apart()
        # Its unit may have moved or ended meanwhile.
        self._take_activities_along()
        return result

    def _move_to(self, code, *args, **kwargs):
        """Refuse to reopen what is no complaint: taken up after all, it begins no new cycle.

        :raise UserError: one of them is no complaint
        """
        if any(complaint.set_aside for complaint in self):
            raise UserError(self.env._("It is not a complaint: use “It is a complaint after all”."))
        return super()._move_to(code, *args, **kwargs)

    def _check_outcome(self, outcome):
        """Refuse to close as not a complaint what would be told and counted as closed.

        :raise UserError: that has an action of its own
        """
        own = self.env.ref("police_grievance.outcome_not_a_complaint", raise_if_not_found=False)
        if outcome and outcome == own and not self.env.su:
            raise UserError(self.env._("For this outcome use “Not a complaint”."))
        return super()._check_outcome(outcome)

    def write(self, vals):
        """Refuse the nature of what is no complaint by hand, both ways.

        :raise AccessError: it is set and taken away by actions of their own
        """
        if not self.env.su and "nature" in vals:
            was = any(complaint.set_aside for complaint in self)
            if was or vals["nature"] == "not_a_complaint":
                raise AccessError(
                    self.env._("Use “Not a complaint” and “It is a complaint after all” for this.")
                )
        return super().write(vals)

    def _citizen_actions(self):
        """What is no complaint has no result to judge, and is not reopened: they write to us."""
        if self.set_aside:
            return {"feedback": False, "reopen": False}
        return super()._citizen_actions()

    def _reopen_until(self):
        """Never, for what is no complaint."""
        return None if self.set_aside else super()._reopen_until()

    def action_set_aside(self):
        return self._dialog("police_grievance.police_complaint_set_aside_action")
