from datetime import datetime

import pytz

from odoo import api, fields, models

from odoo.addons.police_force.models.police_unit_time import TIME_ZONE

AT_ONCE = {"compute": "_compute_next_task", "related": None, "readonly": True}


class PoliceComplaintTasksMixin(models.AbstractModel):
    """What cards and lists say of the tasks on a complaint, read together for all of a page.

    Whoever may read a complaint may read its tasks. Core asks that anew for each of these fields,
    record by record, which costs more than all else on a card.
    """

    _name = "police.complaint.tasks.mixin"
    _description = "Tasks on a Complaint"
    _inherit = "police.complaint.reading.mixin"

    activity_state = fields.Selection(**AT_ONCE)
    activity_type_id = fields.Many2one(**AT_ONCE)
    activity_type_icon = fields.Char(**AT_ONCE)
    activity_summary = fields.Char(**AT_ONCE)
    activity_exception_decoration = fields.Selection(**AT_ONCE)
    activity_exception_icon = fields.Char(**AT_ONCE)

    @api.depends(
        "activity_ids.activity_type_id.decoration_type",
        "activity_ids.activity_type_id.icon",
        "activity_ids.date_deadline",
        "activity_ids.summary",
        "activity_ids.user_tz",
    )
    def _compute_next_task(self):
        none = self.env["mail.activity"].sudo()
        tasks_of = self.sudo().activity_ids.grouped("res_id")
        today = _Today()
        for complaint in self:
            tasks = tasks_of.get(complaint._origin.id, none)
            first = tasks[:1]
            states = map(today.state_of, tasks)
            alarm = _alarm([task.activity_type_id for task in tasks])
            complaint.activity_state = min(states, key=STATES.index, default=False)
            complaint.activity_type_id = first.activity_type_id.id
            complaint.activity_type_icon = first.activity_type_id.icon
            complaint.activity_summary = first.summary
            complaint.activity_exception_decoration = alarm and alarm.decoration_type
            complaint.activity_exception_icon = alarm and alarm.icon

    def activity_schedule(self, act_type_xmlid="", date_deadline=None, *args, **kwargs):
        """Without a day, for this day at the unit of each complaint."""
        if date_deadline:
            return super().activity_schedule(act_type_xmlid, date_deadline, *args, **kwargs)
        tasks = self.env["mail.activity"]
        for unit, there in self.grouped("unit_id").items():
            tasks += super(PoliceComplaintTasksMixin, there).activity_schedule(
                act_type_xmlid, unit._today(), *args, **kwargs
            )
        return tasks


STATES = ("overdue", "today", "planned")


def _alarm(types):
    """The type that calls for attention, or None: the first of danger, else the last that warns."""
    alarm = None
    for one in types:
        if one.decoration_type == "danger":
            return one
        if one.decoration_type:
            alarm = one
    return alarm


class _Today:
    """The day it is where a task is to be done, each zone asked once."""

    def __init__(self):
        self._days = {}

    def state_of(self, task):
        zone = task.user_tz or TIME_ZONE
        if zone not in self._days:
            self._days[zone] = datetime.now(pytz.timezone(zone)).date()
        days = (task.date_deadline - self._days[zone]).days
        return STATES[(days >= 0) + (days > 0)]
