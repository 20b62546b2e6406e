from markupsafe import Markup

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.modules.registry import Registry

from odoo.addons.police_force.tools.phone import normalise_phone

from .police_phone_duty import NEWS

MOST_TARGETS = 20


class PoliceCallLeadMixin(models.AbstractModel):
    """What a call taker does with a call from the screen, at the phone that has it; and calling back."""

    _name = "police.call.lead.mixin"
    _description = "Leading a Call"
    _inherit = "police.call.screen.mixin"

    def action_answer(self):
        """Have the phone that rings take the call, if it is one that obeys; picking it up does the same."""
        self._own()._have_done("answer")

    def action_hold(self):
        """Have the citizen wait on the line."""
        self._own()._have_done("hold")

    def action_resume(self):
        """Talk on with a citizen who is held."""
        self._own()._have_done("resume")

    def action_end(self):
        """End the call."""
        self._own()._have_done("end")

    def action_transfer(self, model, target_id):
        """Put a call through, and go out of it.

        :param str model: police.phone: to a colleague; police.unit: to a station, at its telephone
        :raise UserError: nobody can be reached there
        """
        call = self._own()
        if model == "police.phone":
            phone = call._colleagues().filtered(lambda phone: phone.id == target_id)
            target = {"to_phone": phone.sip_name}
        else:
            unit = self.env["police.unit"].browse(target_id).exists()
            phone = normalise_phone(unit.phone or "")
            target = {"to_number": phone}
        if not phone:
            raise UserError(self.env._("Nobody can be reached there by telephone."))
        call._have_done("transfer", own_number=self._exchange()._own_number(), **target)

    def action_targets(self, words=""):
        """To whom a call can be put through.

        :param str words: part of a unit's name; empty: the unit to which the form sends the complaint
        :return: dict of lists: `phones` of colleagues who are there and in no call; `units`
        """
        call = self._own()
        units = self.env["police.unit"]
        if words:
            with_phone = [("phone", "!=", False)]
            found = units.name_search(words, with_phone, limit=MOST_TARGETS)
            units = units.browse(unit_id for unit_id, _name in found)
        else:
            draft = call.registration_id.sudo(False)
            units = draft._unit_to_ask() if draft.user_id == self.env.user else units
        return {
            "phones": [
                {"id": phone.id, "name": phone.user_id.name or phone.display_name}
                for phone in call._colleagues()
            ],
            "units": [{"id": unit.id, "name": unit.display_name} for unit in units if unit.phone],
        }

    def _colleagues(self):
        """The phones, in sudo, of those who are on duty and in no call."""
        phones = self.env["police.phone"].sudo()
        there = phones.search([("duty", "in", ("on", "busy")), ("is_there", "=", True)])
        engaged = self.sudo().search([("at_phone_id", "in", there.ids), ("state", "!=", "ended")])
        return there - engaged.at_phone_id

    def _have_done(self, order, **more):
        self.env["police.channel.voice"]._have_done(
            order, call=self.exchange_call, phone=self.at_phone_id.sip_name, **more
        )

    def _exchange(self):
        return self.env["police.channel.voice"]._exchange()

    @api.model
    def _call_back(self, number, **about):
        """Ring the user's own phone, then a citizen.

        The exchange is asked once this is committed: it tells of the call before anything else could.

        :param str number: E.164
        :param about: values of the call's row
        :return: the call, in sudo
        :raise UserError: the user sits at no phone, is in a call, or it is not at the exchange
        """
        phones = self.env["police.phone"]
        phones._check_takes_calls_myself()
        phone, exchange = phones._of_user(), self._exchange()
        if not phone or not phone.is_there:
            raise UserError(self.env._("Your phone is not logged in at the exchange."))
        if self._at(phone):
            raise UserError(self.env._("Your phone is in a call."))
        now = fields.Datetime.now()
        call = self.sudo().create(
            {
                "channel_id": exchange.channel_id.id,
                "exchange_call": f"new-{phone.id}",
                "direction": "out",
                "state": "ringing",
                "phone": number,
                "began_at": now,
                "at_phone_id": phone.id,
                "phone_id": phone.id,
                "taker_id": self.env.uid,
                **about,
            }
        )
        call.exchange_call = f"out-{int(now.timestamp())}.{call.id}"
        # What the exchange says of it next, that the phone rings, is no news any more.
        self.env.user.partner_id._bus_send(NEWS, {})
        self.env.cr.postcommit.add(call._place_later(phone.sip_name, exchange._own_number()))
        return call

    def _place_later(self, sip_name, own_number):
        """:return: what has the exchange make a call that is committed by then"""
        database, call_id, user_id = self.env.cr.dbname, self.id, self.env.uid
        asked = {"call": self.exchange_call, "number": self.phone, "own_number": own_number}
        context = dict(self.env.context)

        def place():
            with Registry(database).cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, context)
                try:
                    env["police.channel.voice"]._have_done("place", phone=sip_name, **asked)
                except UserError as error:
                    env["police.call"].browse(call_id)._take_as_over("not_made")
                    user = env["res.users"].browse(user_id)
                    user.partner_id._bus_send(NEWS, {"problem": str(error)})

        return place

    def _ended(self):
        """What a call that we made came to stands where it was made from."""
        result = super()._ended()
        made = self.filtered(lambda call: call.direction == "out" and call.outcome != "not_made")
        for call in made:
            back = call.call_back_id.with_user(call.taker_id).sudo()
            if back.state == "waiting" and call.outcome == "talked":
                back._finish("reached")
            elif back.state == "waiting":
                back._not_reached()
            if call.complaint_id:
                call._note_on_complaint()
        return result

    def _note_on_complaint(self):
        """That they were called and for how long; the number is for those who may know it."""
        env = self._in_words_of_force().env
        if self.outcome == "talked":
            minutes = max(1, round((self.ended_at - self.answered_at).total_seconds() / 60))
            words = env._("Called the citizen: talked for %(minutes)s min.", minutes=minutes)
        else:
            words = env._("Called the citizen: no answer.")
        self.complaint_id.message_post(
            body=Markup("%s") % words,
            author_id=self.taker_id.partner_id.id,
            subtype_xmlid="mail.mt_note",
        )
