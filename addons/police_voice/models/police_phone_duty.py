from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# Told to a screen: ask anew.
NEWS = "police_call"


class PolicePhoneDutyMixin(models.AbstractModel):
    """Who is on duty at which phone, as the exchange and the screen tell each other."""

    _name = "police.phone.duty.mixin"
    _description = "Duty at a Phone"

    @api.model
    def _hear_phones(self, told):
        """Take up what the exchange says of its phones; of lines and unknown ones nothing.

        :param dict told: of the name of each to a dict with `duty` and `is_there`
        """
        phones = self.sudo().search([("sip_name", "in", [*told])])
        # Somebody is just sitting down at the others: all is told again.
        for phone in phones.filtered(lambda phone: phone._news(told)).try_lock_for_update():
            phone.write(phone._news(told))
            phone._tell_user()

    def _news(self, told):
        """:return: dict of the values that are others by now"""
        one = told[self.sip_name]
        known = one["duty"] in dict(self._fields["duty"].selection)
        values = {"duty": one["duty"] if known else "break", "is_there": one["is_there"]}
        return {name: value for name, value in values.items() if self[name] != value}

    def _tell_user(self):
        self.user_id.partner_id._bus_send(NEWS, {})

    @api.model
    def _check_takes_calls_myself(self):
        """:raise AccessError: the user is not of the control room"""
        if not self.env.user.has_group("police_force.group_control_room"):
            raise AccessError(self.env._("Only the control room takes calls."))

    def _for_screen(self):
        return {
            "id": self.id,
            "name": self.display_name,
            "duty": self.duty,
            "is_there": self.is_there,
        }

    @api.model
    def _free_for_user(self):
        """Phones, in sudo, at which the user may sit down: of a post that they hold.

        One at which somebody is on duty is not free. Who has a phone of their own keeps to it.
        """
        own = self._of_user()
        if own and not own.post_id:
            return self.sudo().browse()
        posts, nobody = self.env["police.posting"].sudo(), self.env["res.users"]
        held = posts.search([("user_id", "=", self.env.uid), *posts._current()]).post_id
        of_posts = self.sudo().search([("post_id", "in", held.ids)])
        return of_posts.filtered(
            lambda phone: phone.duty == "off" or phone.user_id in (self.env.user, nobody)
        )

    @api.model
    def action_sit(self, phone_id):
        """Use this phone from now on, and no other.

        :raise UserError: it is not free for the user
        """
        self._check_takes_calls_myself()
        phone = self._free_for_user().filtered(lambda phone: phone.id == phone_id)
        if not phone:
            raise UserError(self.env._("Somebody is on duty at that phone."))
        before = self._of_user() - phone
        if before.duty not in (False, "off"):
            before._order_duty("off")
        before.user_id = False
        self.env.flush_all()
        phone.user_id = self.env.user
        phone._tell_user()

    @api.model
    def action_duty(self, duty):
        """Be on duty, or not, at one's phone: the exchange rings it, or does not.

        :param str duty: on, busy, break or off
        :raise UserError: the user sits at no phone, or the exchange does not answer
        """
        self._check_takes_calls_myself()
        phone = self._of_user()
        if not phone:
            raise UserError(self.env._("Choose the phone at which you sit first."))
        if duty not in dict(self._fields["duty"].selection):
            raise UserError(self.env._("There is no such duty."))
        if duty == "on" and not phone.is_there:
            raise UserError(
                self.env._(
                    "Your phone %(name)s is not logged in at the exchange.", name=phone.sip_name
                )
            )
        phone._order_duty(duty)

    def _order_duty(self, duty):
        """Have the exchange know; it tells us what is so then, as it does of what it is told by *1."""
        self.env["police.channel.voice"]._have_done("duty", phone=self.sip_name, duty=duty)

    @api.model
    def action_mine(self):
        """What the user's screen shows of their phone and their call.

        :return: dict of plain values
        """
        self._check_takes_calls_myself()
        phone = self._of_user()
        call = self.env["police.call"]._at(phone)
        return {
            "phone": phone._for_screen() if phone else False,
            "free": [one._for_screen() for one in self._free_for_user() - phone],
            "call": call._for_screen() if call else False,
            "now": fields.Datetime.to_string(fields.Datetime.now()),
        }
