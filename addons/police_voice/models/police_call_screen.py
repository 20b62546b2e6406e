from odoo import api, fields, models
from odoo.exceptions import UserError

from .police_phone_duty import NEWS

# A draft that holds none of these was not begun by anybody.
TYPED = (
    *("name", "description", "place_text", "place_id", "pin_code", "reference", "answers"),
    *("contact_hours", "vulnerability_ids", "complained_unit_id", "received_text"),
)


class PoliceCallScreenMixin(models.AbstractModel):
    """The form that opens as a phone rings: one for each call, which goes with the call.

    It begins as the phone rings, so that it is there after a reload and in every window. Who gets the
    call next, gets what was typed. A caller's number can be forged: it says who may be calling.
    """

    _name = "police.call.screen.mixin"
    _description = "The Call Taker's Form"
    _inherit = "police.call.heard.mixin"

    form_window = fields.Char(
        "Window with the form", readonly=True, copy=False, groups=fields.NO_ACCESS
    )

    @api.model
    def _at(self, phone):
        """The call that is at a phone now, in sudo; the one that is talked to before one that rings."""
        calls = self.sudo()
        if not phone:
            return calls.browse()
        found = calls.search([("at_phone_id", "=", phone.id), ("state", "!=", "ended")])
        return found.sorted(lambda call: call.state == "ringing" and call.direction == "in")[:1]

    def _for_screen(self):
        """:return: dict of plain values, for whoever has the call at their phone"""
        has_form = self.registration_id.user_id == self.env.user
        return {
            "id": self.id,
            "direction": self.direction,
            "state": self.state,
            "phone": self.phone_in_groups or "",
            "is_hidden": self.is_hidden,
            "is_recorded": self._is_recorded_now(),
            "began_at": fields.Datetime.to_string(self.began_at),
            "answered_at": self.answered_at and fields.Datetime.to_string(self.answered_at),
            "form": has_form and self.registration_id.id,
            "window": (has_form and self.form_window) or "",
            "opens": self.direction == "in" or bool(self.call_back_id),
        }

    def action_open_form(self, window, is_asked=False):
        """Have the form of a call in a window of the user's: in the first one that asks.

        :param str window: any text by which the browser knows the window
        :param bool is_asked: the user wants it here, wherever it is open
        :return: the action that opens it; False where another window has it, or the call has gone on
        :raise UserError: it is asked for, and the call is not at the user's phone
        """
        call = self._own() if is_asked else self._at_own_phone()
        if not call:
            return False
        call._wait_for_others()
        draft = call._own_draft()
        if call.form_window not in (False, window) and not is_asked:
            return False
        call.form_window = window
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "police_desk.police_registration_action"
        )
        return {**action, "res_id": draft.id, "views": [(False, "form")]}

    def _own(self):
        """This call in sudo, if it is at the user's phone.

        :raise UserError: it is not
        """
        call = self._at_own_phone()
        if not call:
            raise UserError(self.env._("That call is over, or somebody else has it."))
        return call

    def _at_own_phone(self):
        """:return: this call in sudo; empty if it is not at the user's phone"""
        self.ensure_one()
        phones = self.env["police.phone"]
        phones._check_takes_calls_myself()
        call, phone = self.sudo().exists(), phones._of_user()
        is_there = phone and call.at_phone_id == phone and call.state != "ended"
        return call if is_there else call.browse()

    def _own_draft(self):
        """The draft of this call, the user's own from now on; a new one, where it has become a complaint."""
        draft, user = self.registration_id, self.env.user
        if draft.state == "draft" and draft.user_id != user:
            self.form_window = False
            draft.user_id.partner_id._bus_send(NEWS, {"left": draft.id})
            draft.sudo().user_id = user
        elif not draft or draft.user_id != user:
            self.form_window = False
            values = {"channel": "voice", "phone": self.phone_in_groups}
            known = self.language in dict(self.env["res.lang"].get_installed())
            values |= {"language": self.language} if known else {}
            draft = self.env["police.registration"].sudo(False).create(values)
            self.registration_id = draft
        return draft

    def _ended(self):
        """A form in which nobody wrote anything of a call that nobody took goes away."""
        result = super()._ended()
        for call in self.filtered(lambda call: not call.answered_at):
            draft = call.registration_id.sudo()
            if draft.state == "draft" and not any(draft[name] for name in TYPED):
                draft.user_id.partner_id._bus_send(NEWS, {"left": draft.id})
                draft.unlink()
        return result
