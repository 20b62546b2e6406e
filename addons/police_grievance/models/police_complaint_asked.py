from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_datetime
from odoo.tools.mail import html2plaintext

from ..tools.tries import still_missing
from .police_complaint_words import ASKED_STAGES
from .police_masked import BY_SERVICE


class PoliceComplaintAsked(models.AbstractModel):
    """What the citizen said, when asked and by themselves."""

    _name = "police.complaint.asked"
    _description = "Asking the Citizen"

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
        return still_missing(tries, self._zone())

    def _zone(self):
        return self.unit_id.tz or "Asia/Kolkata"

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
            moment = format_datetime(self.env, missing.earliest, tz=self._zone(), dt_format="short")
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

    def _back_to_station(self):
        """The citizen says that it is not settled: the station works on, and its clock runs."""
        asked = self.filtered(lambda row: row.stage_code in ASKED_STAGES)
        asked.sudo()._move_to("with_station")

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
