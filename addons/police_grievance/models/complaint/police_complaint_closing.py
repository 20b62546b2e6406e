from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_time

from ...tools.quoted import own_words
from ...tools.tries import still_missing
from ..people.police_masked import BY_SERVICE


class PoliceComplaintClosingMixin(models.AbstractModel):
    """What closing waits for, and how it is taken back.

    Before it the citizen is asked. The citizen hears of it a little later; until then it can be
    taken back, and the citizen sees the complaint as it was before.
    """

    _name = "police.complaint.closing.mixin"
    _description = "Closing of a Complaint"

    closing_ids = fields.One2many("police.closing", "complaint_id", "Closings")
    citizen_told_at = fields.Datetime(
        compute="_compute_held_closing",
        compute_sudo=True,
        help="While a closing can be taken back: when the citizen is told.",
    )
    citizen_stage_id = fields.Many2one(
        "police.stage", compute="_compute_held_closing", compute_sudo=True
    )
    held_words = fields.Char(compute="_compute_held_words")
    may_take_back = fields.Boolean(compute="_compute_may_take_back")

    @api.depends("stage_id", "closing_ids.state", "closing_ids.tell_at")
    def _compute_held_closing(self):
        held = {closing.complaint_id: closing for closing in self._held_closings()}
        for complaint in self:
            closing = held.get(complaint)
            complaint.citizen_told_at = closing and closing.tell_at
            complaint.citizen_stage_id = closing.stage_id if closing else complaint.stage_id

    @api.depends("citizen_told_at")
    @api.depends_context("lang")
    def _compute_held_words(self):
        for complaint in self:
            told_at = complaint.citizen_told_at
            zone = complaint.unit_id._time_zone()
            time = told_at and format_time(self.env, told_at, tz=zone, time_format="short")
            complaint.held_words = told_at and self.env._(
                "Closed. The citizen is told at %(time)s.", time=time
            )

    @api.depends("citizen_told_at")
    @api.depends_context("uid")
    def _compute_may_take_back(self):
        # Hardly any waits: what is known already says so.
        waiting = self.filtered("citizen_told_at")._held_closings()
        held = {closing.complaint_id.id: closing for closing in waiting}
        for complaint in self:
            closing = held.get(complaint.id)
            complaint.may_take_back = bool(closing) and complaint._is_users_closing(closing)

    def _held_closings(self):
        """The closings of these complaints that the citizens do not know of yet, in sudo."""
        return (
            self.env["police.closing"]
            .sudo()
            .search([("complaint_id", "in", self.ids), ("state", "=", "held")])
        )

    def _is_open_to_citizen(self):
        return self.citizen_stage_id.code != "closed"

    def _check_closing_told(self):
        """Refuse to reopen what can still be taken back; the service does not wait for that.

        :raise UserError: the citizen has not been told of the closing yet
        """
        held = self._held_closings()
        late = held.filtered(lambda closing: closing.tell_at <= fields.Datetime.now())
        (held if self.env.su else late)._tell()
        if held._is_held():
            raise UserError(
                self.env._("The citizen does not know of the closing yet: use “Take back”.")
            )

    def action_take_back(self):
        """Button: undo a closing of which the citizen does not know yet."""
        self.ensure_one()
        self.check_access("write")
        closing = self._held_closings().try_lock_for_update()
        if not closing:
            raise UserError(
                self.env._("The citizen was told already. You can reopen the complaint.")
            )
        if not self._is_users_closing(closing):
            raise AccessError(
                self.env._("Whoever closed it takes it back, or somebody of higher rank.")
            )
        closing._take_back(self.env.user)
        self._message_log(
            body=self.env._("The closing was taken back before the citizen was told."),
            author_id=self.env.user.partner_id.id,
        )

    def _is_users_closing(self, closing):
        """Whether the user closed it, or outranks whoever did and supervises the complaint."""
        if closing.user_id == self.env.user:
            return True
        return (
            self.env.user.has_group("police_force.group_supervisor")
            and self.has_access("write")
            and self.env.user._police_level() > closing.user_id._police_level()
        )

    def _answer_on_record(self):
        """What this cycle has on record of the citizen's view of the result.

        The last answer counts, unless they could not be reached since: see `tools/tries.py`.

        :return: resolved, not_resolved, unreachable, or an empty string
        """
        self.ensure_one()
        answered = self._asked_in_cycle().filtered(lambda row: row.result != "unreachable")[:1]
        if answered.result != "resolved" and not self._tries_missing():
            return "unreachable"
        return answered.result or ""

    def _asked_in_cycle(self):
        """The records of asking in this cycle, the last one first."""
        cycle = self.cycle
        rows = self.verification_ids.filtered(lambda row: row.cycle == cycle)
        return rows.sorted(lambda row: (row.asked_at, row.id), reverse=True)

    def _tries_missing(self):
        """What is missing until the citizen counts as not reached.

        :rtype: police_grievance.tools.tries.Missing, or None
        """
        tries = []
        for row in self._asked_in_cycle():
            if row.result != "unreachable":
                break
            tries.append(row.asked_at)
        return still_missing(tries, self.unit_id._time_zone())

    def _check_asked(self, outcome):
        """Refuse an outcome that the citizen's answer does not allow yet.

        :raise UserError: not asked, or the citizen says that it is not settled
        """
        for complaint in self if outcome.needs_answer else ():
            problem = complaint._problem_with_answer(outcome)
            if problem:
                raise UserError(problem)

    def _problem_with_answer(self, outcome, answer=""):
        """Why an outcome is not to be chosen yet, in the user's words; empty if it is.

        :param str answer: what the citizen says now, else what is on record
        """
        answer = answer if answer in ("resolved", "not_resolved") else self._answer_on_record()
        if not answer:
            return self._missing_in_words()
        if answer == "not_resolved" and outcome.needs_agreement:
            return self.env._(
                "The citizen says that it is not settled: it goes back to the station,"
                " or ends in another way."
            )
        return ""

    def _missing_in_words(self):
        missing = self._tries_missing()
        words = [
            self.env._(
                "Ask the citizen first: an answer, or three tries to reach them at different"
                " hours, must be on record. Tries still missing: %(tries)s.",
                tries=missing.tries,
            )
        ]
        if missing.earliest:
            moment = self.unit_id._local_words(missing.earliest, "short")
            words.append(self.env._("The next one counts from %(moment)s.", moment=moment))
        if missing.outside:
            start, end = missing.outside
            words.append(
                self.env._(
                    "One must be at another time of day than from %(start)s to %(end)s o'clock.",
                    start=start,
                    end=end,
                )
            )
        return " ".join(words)

    def _record_asked(self, method, result, note=""):
        """Put on record that the user asked the citizen now; what follows from it is up to the caller.

        :param str method: how, as in `police.verification`
        :param str result: resolved, not_resolved or unreachable
        :param str note: what the citizen said
        """
        self.env["police.verification"].with_context(police_answer_is_handled=BY_SERVICE).create(
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
        return own_words(message.body) if message else self.description
