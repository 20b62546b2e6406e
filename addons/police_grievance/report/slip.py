from odoo import models


class PoliceSlip(models.AbstractModel):
    """The paper that a citizen takes home: number, deadline, station, and how to follow it.

    It says nothing of the matter and names nobody: whoever finds it learns nothing. Nor does it
    carry a link that opens the complaint, since that would act as the citizen in the hand of
    every officer who prints it.
    """

    _name = "report.police_grievance.slip"
    _inherit = "police.paper.mixin"
    _description = "Slip for the Citizen"
    _paper_model = "police.complaint"

    def _slip_language(self, complaint):
        return complaint.language or self.env.lang

    def _paper(self, complaint):
        lang = self._slip_language(complaint)
        spoken = complaint._for_citizen(lang)
        address = spoken._how_to_follow_url()
        told = self.with_context(lang=lang)
        return {
            "heading": self._heading(lang),
            "title": told.env._("Your complaint has been received"),
            "number-is": told.env._("Number of your complaint"),
            "number": spoken._paper_number(),
            "facts": told._facts(spoken),
            "next": (told.env._("What happens next"), spoken._citizen_next()),
            "follow": [
                told.env._("How to follow it"),
                told.env._(
                    "You need no visit, no agent and no typist. Give the number above whenever you "
                    "write, call or come."
                ),
                *filter(
                    None, [address and told.env._("More about it with your phone's camera, or at:")]
                ),
            ],
            "address": address,
            "code": self._code(address) if address else None,
            "danger": told.env._("In danger? Call 112 at once."),
            "small": [
                told.env._("This service costs nothing. Keep this slip."),
                told.env._(
                    "Printed: %(moment)s",
                    moment=spoken._citizen_moment(self.env.cr.now())["text"],
                ),
            ],
        }

    def _facts(self, complaint):
        """(label, words) of what a citizen asks first; a third part has it in bold."""
        office, unit = complaint._citizen_office(), complaint.unit_id
        kind = f" ({office['kind']})" if office["kind"] else ""
        telephone = unit.phone or unit.circle_id.phone or unit.district_id.phone
        deadline = complaint.is_open and complaint._citizen_moment(complaint.deadline)
        facts = [
            (self.env._("Received"), complaint._citizen_moment(complaint.received_at)["text"]),
            (self.env._("To be settled by"), deadline and deadline["text"], True),
            (self.env._("It is with"), f"{office['name']}{kind}", True),
            (self.env._("District"), office["district"]),
            (self.env._("Telephone"), telephone, True),
        ]
        return [fact for fact in facts if fact[1]]


class PoliceSlipOtherLanguage(models.AbstractModel):
    """The same in the other language, for who was written down with the wrong one."""

    _name = "report.police_grievance.slip_other_language"
    _inherit = "report.police_grievance.slip"
    _description = "Slip for the Citizen in the Other Language"

    def _slip_language(self, complaint):
        own = super()._slip_language(complaint)
        others = [code for code, _name in self.env["res.lang"].get_installed() if code != own]
        return others[0] if others else own
