from odoo import fields, models

from ..tools.conduct import speaks_of_police_conduct


class PoliceComplaintSuspicion(models.AbstractModel):
    """A complaint that is perhaps about the police: no station gets it before a person has looked."""

    _name = "police.complaint.suspicion"
    _description = "Perhaps about the Police"

    # Until a person has decided. It is with the zone desk, and with no station.
    suspected_unit_id = fields.Many2one(
        "police.unit", "Perhaps about", readonly=True, copy=False, index="btree_not_null"
    )

    def _may_be_about_police(self, vals):
        """Whether a person has to look first: the category says so, or the words do.

        The control room's own choice of a unit is that look; a station's is not.

        :param dict vals: values of a complaint about to be created
        """
        if vals.get("complained_unit_id") or vals.get("complained_user_id"):
            return False
        category = self.env["police.category"].sudo().browse(vals.get("category_id") or ())
        words = f"{vals.get('subject') or ''}\n{vals.get('description') or ''}"
        if not (category.about_police or speaks_of_police_conduct(words)):
            return False
        return not (vals.get("proposed_unit_id") and self._is_desk(vals.get("taken_by_id")))

    def _is_desk(self, user_id):
        taker = self.env["res.users"].sudo().browse(user_id or self.env.uid)
        return taker.has_group("police_grievance.group_control_room")

    def _values_of_suspicion(self, route):
        """Keep a complaint at the zone desk; what is proposed goes around the unit it names.

        :param Route route: where its place would have sent it
        """
        routing = self.env["police.routing"]
        unit = self.env["police.unit"].sudo().browse(route.unit or ())
        return {
            **routing._stamp(routing._gazetteer().desk),
            "place_id": route.place or False,
            "suspected_unit_id": unit.id,
            "proposed_unit_id": bool(unit) and unit._unit_above().id,
            "routing_state": "proposed" if unit else "unknown",
            "routing_confidence": route.confidence / 100,
            "routing_rule": "about_police",
            "routing_details": {**route.details, "alternatives": list(route.alternatives)},
        }

    def _confirm_about_police(self):
        """A person has looked: these are about the units that their words name.

        :raise AccessError: not the user's to decide
        """
        self.check_access("write")
        self._check_transition(self.env["police.stage"]._by_code("with_station"))
        for complaint in self.sudo():
            complaint.complained_unit_id = complaint.suspected_unit_id
