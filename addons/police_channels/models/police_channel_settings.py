from odoo import api, fields, models

from ..adapters.base import PROBLEMS


class PoliceChannelSettingsMixin(models.AbstractModel):
    """What only one kind of channel has: each channel of the kind has one row of its model.

    The model is named by the adapter; its form opens from the channel's. A unique index on
    `channel_id` belongs to each such model.
    """

    _name = "police.channel.settings.mixin"
    _description = "Settings of One Kind of Channel"
    _rec_name = "channel_id"

    # What the adapter reads at the door: changed, the door is told anew.
    _door_fields = frozenset()
    # A password for another side, and the fields that say where it goes to, and who can read it on its way.
    _password_field = None
    _way_fields = ()

    channel_id = fields.Many2one("police.channel", required=True, readonly=True, ondelete="cascade")
    problem = fields.Selection(PROBLEMS, "Error of the way in", readonly=True, copy=False)
    problem_at = fields.Datetime("Way in broken since", readonly=True, copy=False)

    def write(self, vals):
        """A password is for the server that it was typed for: elsewhere it goes to nobody."""
        if self._door_fields.intersection(vals):
            self.env.registry.clear_cache()
        if self._password_field and self._password_field not in vals:
            moved = self.filtered(
                lambda row: any(
                    name in vals and vals[name] != row[name] for name in self._way_fields
                )
            )
            moved.sudo().filtered(self._password_field)[self._password_field] = False
        return super().write(vals)

    def _own(self):
        """:return: for `adapters.base.Settings.own`: a dataclass of the adapter's package"""
        return

    def _connect(self):
        """A connection to send with, for an adapter that wants one from us; the caller closes it."""
        raise NotImplementedError

    def _note_problem(self, problem):
        """Keep what is wrong with a way in that runs by itself.

        :param problem: one of PROBLEMS; False once it works again
        """
        self.write({"problem": problem, "problem_at": problem and fields.Datetime.now()})

    def _left_behind(self):
        """:return: how many messages the other side still has for us; None if it cannot be asked"""
        return

    @api.model
    def _make_for(self, channels):
        """Give each channel that has none its row."""
        known = self.search([("channel_id", "in", channels.ids)]).channel_id
        return self.create([{"channel_id": channel.id} for channel in channels - known])

    def action_test(self):
        """Button: as on the channel."""
        return self.channel_id.action_test()
