from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .police_complaint_fields import WRITABLE_FIELDS
from .police_complaint_words import BEFORE_STATION
from .police_masked import READERS

EVENT_OF_STAGE = {
    "with_station": "with_station",
    "action_taken": "action_taken",
    "verification": "asked",
}


class PoliceComplaintGate(models.AbstractModel):
    """Stages of a complaint: who may move it, and the one place that writes where it is.

    Whatever moves a complaint ends in `_enter_stage`; code and openness follow from the stage.
    """

    _name = "police.complaint.gate"
    _description = "Stages of a Complaint"

    stage_id = fields.Many2one(
        "police.stage",
        index=True,
        tracking=True,
        copy=False,
        group_expand="_expand_stages",
    )
    stage_code = fields.Selection(
        related="stage_id.code", string="Stage Code", store=True, precompute=True
    )
    is_open = fields.Boolean("Open", compute="_compute_is_open", store=True, precompute=True)
    closed_at = fields.Datetime(readonly=True, copy=False)
    outcome_id = fields.Many2one("police.outcome", readonly=True, copy=False, tracking=True)
    outcome_note = fields.Text("Words on the outcome", copy=False, groups=READERS)

    @api.depends("stage_code")
    def _compute_is_open(self):
        for complaint in self:
            complaint.is_open = complaint.stage_code != "closed"

    @api.model
    def _expand_stages(self, stages, domain):
        """The columns of the board; below the zone those before a station stay away while empty."""
        scope = self.env["res.users"]._police_scope()
        below_zone = scope.post_ids and not scope.everything
        before = BEFORE_STATION if below_zone else ()
        return stages.search([("code", "not in", before)])

    def write(self, vals):
        """Refuse fields that are not the user's to change; a new stage goes through the gate.

        :raise AccessError: a field that no role of the user may change by hand
        """
        if self.env.su:
            return super().write(vals)
        self._check_hand(vals, WRITABLE_FIELDS)
        vals = dict(vals)
        stage_id = vals.pop("stage_id", None)
        result = super().write(vals)
        if stage_id:
            self._move_to(self.env["police.stage"].browse(stage_id).code)
        return result

    @api.model
    def _check_hand(self, names, table):
        """Refuse field names that the table gives to no role of the user.

        :param names: iterable of field names
        :param dict table: xml id of a group to field names
        """
        refused = set(names) - self._fields_by_hand(table)
        if refused:
            raise AccessError(
                self.env._(
                    "You cannot change these fields of a complaint: %(fields)s",
                    fields=", ".join(sorted(refused)),
                )
            )

    @api.model
    def _fields_by_hand(self, table):
        groups = (group for group in table if self.env.user.has_group(group))
        return frozenset().union(*(table[group] for group in groups))

    def _move_to(self, code, outcome=None, note="", reason=""):
        """Move complaints to a stage, if the user's roles may.

        :param str code: code of the stage
        :param outcome: `police.outcome`, required to close
        :param str note: words on the outcome
        :param str reason: why it is opened again; the service itself needs none
        :raise AccessError: the change of stage is not the user's to make
        :raise UserError: closing without an outcome, or before the citizen was asked; reopening
            without a reason, or before the citizen was told of the closing
        """
        moving = self.filtered(lambda complaint: complaint.stage_code != code)
        if not self.env.su:
            moving.check_access("write")
        stage = self.env["police.stage"]._by_code(code)
        moving._check_transition(stage)
        moving._check_reopening(reason)
        if code == "closed":
            moving._check_outcome(outcome)
        for complaint in moving:
            complaint._pass_gate(stage, outcome, note)

    def _check_transition(self, stage):
        allowed = self.env["police.stage.transition"]._groups_by_pair()
        groups = frozenset(self.env.user._get_group_ids())
        for origin in self.stage_id:
            roles = allowed.get((origin.id, stage.id))
            if roles is None or not (self.env.su or roles & groups):
                raise AccessError(
                    self.env._(
                        "You may not move a complaint from “%(origin)s” to “%(target)s”.",
                        origin=origin.name,
                        target=stage.name,
                    )
                )

    def _check_outcome(self, outcome):
        if self and not outcome:
            raise UserError(self.env._("A complaint is closed with an outcome: use “Close”."))
        if outcome:
            self._check_asked(outcome)

    def _check_reopening(self, reason):
        closed = self.filtered(lambda complaint: complaint.stage_code == "closed")
        closed._check_closing_told()
        if closed and not (self.env.su or (reason or "").strip()):
            raise UserError(
                self.env._("A closed complaint is opened again with a reason: use “Reopen”.")
            )

    def _pass_gate(self, stage, outcome, note):
        """Move one complaint whose move is allowed, with all that depends on it."""
        if stage.code == "closed":
            self._close(stage, outcome, note)
            return
        self.sudo()._resume()
        if not self.is_open:
            self._start_cycle()
        self._enter_stage(stage)
        if stage.code == "action_taken":
            self.sudo()._answer_follow_ups()
        if stage.code == "verification":
            self._pause_for_asking()

    def _enter_stage(self, stage, told=True, **values):
        """Put complaints into a stage, and tell the citizens what that stage tells by itself.

        The one writer: whether it is allowed, and what follows, is up to the caller. A closing is
        told by `police.closing`, in its own time.

        :param stage: `police.stage`
        :param bool told: False where the citizens hear nothing, or hear of something else
        :param values: what else is written with it
        """
        closed = self.filtered(lambda complaint: not complaint.is_open)
        if closed and stage.code != "closed":
            values = {"outcome_id": False, "outcome_note": False, "closed_at": False, **values}
        self.sudo().write({"stage_id": stage.id, **values})
        if told:
            self._announce_stage(closed)

    def _announce_stage(self, closed=()):
        """Tell of the stage that these are in now.

        :param closed: those of them that were closed until now
        """
        for code, complaints in self.grouped("stage_code").items():
            again = complaints.filtered(lambda complaint: complaint in closed)
            if again:
                again._announce("reopened")
            if code in EVENT_OF_STAGE and complaints - again:
                (complaints - again)._announce(EVENT_OF_STAGE[code])
