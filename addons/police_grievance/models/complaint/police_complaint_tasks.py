from datetime import datetime
from typing import NamedTuple

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
        # Many cards say the same: each assignment costs more than the rest of a card.
        alike = self.grouped(
            lambda complaint: today.told_of(tasks_of.get(complaint._origin.id, none))
        )
        for told, complaints in alike.items():
            complaints.activity_state = told.state
            complaints.activity_type_id = told.type_id
            complaints.activity_type_icon = told.icon
            complaints.activity_summary = told.summary
            complaints.activity_exception_decoration = told.decoration
            complaints.activity_exception_icon = told.alarm_icon

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


class _Told(NamedTuple):
    """What a card says of its tasks; False where there is nothing."""

    state: str
    type_id: int
    icon: str
    summary: str
    decoration: str
    alarm_icon: str


class _Today:
    """The day it is where a task is to be done, each zone asked once."""

    def __init__(self):
        self._days = {}

    def told_of(self, tasks):
        """What is said of the tasks on one complaint.

        :rtype: _Told
        """
        if not tasks:
            return NOTHING
        types = [task.activity_type_id for task in tasks]
        alarm = _alarm(types)
        return _Told(
            min(map(self._state_of, tasks), key=STATES.index),
            types[0].id,
            types[0].icon,
            tasks[0].summary,
            alarm and alarm.decoration_type,
            alarm and alarm.icon,
        )

    def _state_of(self, task):
        zone = task.user_tz or TIME_ZONE
        if zone not in self._days:
            self._days[zone] = datetime.now(pytz.timezone(zone)).date()
        days = (task.date_deadline - self._days[zone]).days
        return STATES[(days >= 0) + (days > 0)]


NOTHING = _Told(*[False] * len(_Told._fields))
