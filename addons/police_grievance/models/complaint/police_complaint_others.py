from odoo import fields, models
from odoo.fields import Domain

# Nobody looks through more; who wrote more often is found by the search.
MOST_OTHERS = 50


class PoliceComplaintOthersMixin(models.AbstractModel):
    """Other complaints of the same person, or of the same phone, as far as the user may know them."""

    _name = "police.complaint.others.mixin"
    _description = "Other Complaints of a Person"

    others_count = fields.Integer("Other complaints", compute="_compute_others_count")

    def _compute_others_count(self):
        for complaint in self:
            complaint.others_count = len(complaint._others())

    def _others(self):
        """:return: complaints that the user may read, the newest first"""
        parties = self.env["police.party"]
        others = self.browse()
        if not self.id or not parties.has_access("read"):
            return others
        named = [("complaint_id", "=", self.id), ("role", "=", "complainant")]
        people = parties.search(named).complainant_id
        if not people:
            return others
        kinds = people.address_ids._phone_kinds()
        phones = people.address_ids.filtered(lambda address: address.kind in kinds).mapped("value")
        person = Domain("id", "in", people.ids)
        if phones:
            at_phone = [("kind", "in", kinds), ("value", "in", phones)]
            person |= Domain("address_ids", "any!", at_phone)
        # The party's own rules say who may know.
        elsewhere = Domain("complaint_id", "!=", self.id)
        found = parties.search(
            Domain("complainant_id", "any!", person) & elsewhere, limit=MOST_OTHERS, order="id desc"
        )
        return found.complaint_id._filtered_access("read")

    def action_others(self):
        """Button: the list of them, closed ones among them."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "police_grievance.police_complaint_action"
        )
        name = self.env._("Other complaints of this person or phone")
        others = self._others().ids
        return {
            **action,
            "name": name,
            "domain": [("id", "in", others)],
            "context": {},
            "view_mode": "list,form",
            "views": [(False, "list"), (False, "form")],
        }
