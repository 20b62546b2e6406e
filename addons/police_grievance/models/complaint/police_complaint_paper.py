from urllib.parse import urlencode

from odoo import models

from odoo.addons.police_force.models.police_unit_time import ON_PAPER

from ...tools.number import format_number


class PoliceComplaintPaperMixin(models.AbstractModel):
    """What papers say of a complaint."""

    _name = "police.complaint.paper.mixin"
    _description = "Papers of a Complaint"
    _inherit = "police.complaint.citizen.mixin"

    def action_print_slip(self):
        """Give out the slip for the citizen, as a PDF.

        :raise AccessError: it is not the user's to see
        """
        self.check_access("read")
        report = self.env.ref("police_grievance.police_slip_report")
        return report.report_action(self, config=False)

    def _slip_values(self, lang):
        """All that the slip for the citizen says, in a language, in the unit's time zone.

        :param str lang: code of the language
        :rtype: dict
        """
        complaint = self._for_citizen(lang)
        unit = complaint.unit_id
        address = complaint._how_to_follow_url()
        return {
            "lang": lang,
            "number": complaint._paper_number(),
            "received": complaint._citizen_moment(complaint.received_at)["text"],
            "deadline": complaint.is_open and complaint._citizen_moment(complaint.deadline)["text"],
            "office": complaint._citizen_office(),
            "telephone": unit.phone or unit.circle_id.phone or unit.district_id.phone or "",
            "next": complaint._citizen_next(),
            "address": address,
            "code": address and self._paper_code(address),
            "printed": complaint._citizen_moment(self.env.cr.now())["text"],
            "zone": self.env["police.unit"]._zone_desk().with_context(lang=lang).name or "",
        }

    def _paper_number(self):
        return format_number(self.number)

    def _paper_moment(self, moment):
        """A moment (naive UTC) in the unit's time zone, short enough for a table; "" for none."""
        return self.unit_id._local_words(moment, ON_PAPER)

    def _paper_code(self, text):
        """Address of a picture for a paper: text as a QR code, which any phone's camera reads."""
        asked = {"barcode_type": "QR", "value": text, "width": 300, "height": 300, "barLevel": "M"}
        return f"/report/barcode?{urlencode(asked)}"
