from dateutil.relativedelta import MO, relativedelta

from odoo import api, fields, models

from odoo.addons.base.models.res_partner import _tz_get
from odoo.addons.police_force.models.police_unit_time import TIME_ZONE

from .police_mail_on_complaint import COMPLAINT


class PoliceTaskDaysMixin(models.AbstractModel):
    """For `mail.activity`: what is to be done on a complaint is due on days of its unit.

    Core takes the server's day, or that of whoever is logged in, which before half past five in
    the morning may be yesterday.
    """

    _name = "police.task.days.mixin"
    _description = "Days of a Task"

    user_tz = fields.Selection(
        _tz_get, "Timezone", related=None, compute="_compute_user_tz", store=True
    )

    @api.depends("user_id.tz", "res_model", "res_id")
    def _compute_user_tz(self):
        units = self._units()
        for task in self:
            task.user_tz = units[task]._time_zone() if task in units else task.user_id.tz

    def _compute_state(self):
        """By the day at the unit; core goes by that of whoever has it."""
        tasks = self.browse().concat(*self._units())
        for task in tasks:
            due = task.active and task.date_deadline
            zone = task.user_tz or TIME_ZONE
            task.state = self._compute_state_from_date(due, zone) if due else "done"
        return super(PoliceTaskDaysMixin, self - tasks)._compute_state()

    def _units(self):
        """{task on a complaint: unit of that}"""
        complaints = self.env[COMPLAINT].sudo()
        return {
            task: complaints.browse(task.res_id).unit_id
            for task in self
            if task.res_model == COMPLAINT
        }

    @api.model_create_multi
    def create(self, vals_list):
        """A task on a complaint of which nobody says when is due on this day at its unit."""
        tasks = super().create(vals_list)
        for task, vals in zip(tasks, vals_list, strict=True):
            if not vals.get("date_deadline"):
                task.sudo()._due_on(lambda today: today)
        return tasks

    def action_reschedule_today(self):
        result = super(PoliceTaskDaysMixin, self - self._on_complaints()).action_reschedule_today()
        self._due_on(lambda today: today)
        return result

    def action_reschedule_tomorrow(self):
        result = super(
            PoliceTaskDaysMixin, self - self._on_complaints()
        ).action_reschedule_tomorrow()
        self._due_on(lambda today: today + relativedelta(days=1))
        return result

    def action_reschedule_nextweek(self):
        result = super(
            PoliceTaskDaysMixin, self - self._on_complaints()
        ).action_reschedule_nextweek()
        self._due_on(lambda today: today + relativedelta(weeks=1, weekday=MO(-1)))
        return result

    def _due_on(self, day):
        """Set when open tasks on complaints are due.

        :param day: function of the date at the unit that gives the date
        """
        for task, unit in self.filtered("active")._units().items():
            task.date_deadline = day(unit._today())
