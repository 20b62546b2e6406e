from odoo import fields

from odoo.addons.police_force.tests.common import ForceCase

from ..tools.envelope import Envelope

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'


class PoliceCase(ForceCase):
    """The small force, with complaints; replies go out at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("police_grievance.reply_hold_seconds", "0")

    @classmethod
    def _envelope(cls, text="My phone papers are lost.", **values):
        defaults = {
            "channel": "email",
            "received_at": fields.Datetime.now(),
            "sender_kind": "email",
            "sender_value": "asha.kumari@example.org",
            "sender_name": "Asha Example",
            "subject": "Lost papers",
        }
        return Envelope(text=text, **{**defaults, **values})

    @classmethod
    def _complaint(cls, unit=None, **values):
        """A complaint that came in by mail, with a station if one is given."""
        complaint = cls.env["police.complaint"]._intake(cls._envelope(**values)).complaint
        if unit:
            complaint.sudo().write(complaint._unit_values(unit))
            complaint.sudo()._move_to("with_station")
        return complaint

    @classmethod
    def _act(cls, complaint):
        """Report what was done, as the dialogue does, in the name of the complaint's user."""
        complaint._report_action(cls.env.ref("police_grievance.action_kind_warned"))

    @classmethod
    def _follow_up(cls, complaint, method, **values):
        """Log a contact with the station, as the dialogue does, in the name of the complaint's user."""
        row = {"complaint_id": complaint.id, "method": method, **values}
        return complaint.env["police.follow.up"].create(row)
