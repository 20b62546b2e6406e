from odoo import fields, models
from odoo.exceptions import UserError

from .police_complaint_const import BEFORE_STATION
from .police_complaint_routing import DECIDED_BY_PERSON


class PoliceComplaintExclusionMixin(models.AbstractModel):
    """A complaint about a police unit or an officer goes around that unit.

    Who serves there, and the officer wherever they serve, does not see it: a global rule, since
    rules of groups only add.
    """

    _name = "police.complaint.exclusion.mixin"
    _description = "Complaints about the Police"
    _inherit = ["police.complaint.stage.mixin", "police.complaint.routing.mixin"]

    complained_user_id = fields.Many2one(
        "res.users",
        "About the officer",
        index="btree_not_null",
        tracking=True,
        domain=[("police_posting_ids", "!=", False)],
        help="Wherever they serve, they do not see this complaint; nor does their unit.",
    )

    def _values_around(self, complained_unit_id):
        """Where a complaint about a unit goes, whatever its place says.

        :param complained_unit_id: id of the `police.unit` complained of, or False
        :return: values for unit, district, circle and how it was decided; none without such a unit
        """
        if not complained_unit_id:
            return {}
        above = self.env["police.unit"].sudo().browse(complained_unit_id)._unit_above()
        return {
            **self._unit_values(above),
            **DECIDED_BY_PERSON,
            "routing_rule": "about_unit",
            "routing_details": {},
        }

    def _with_complained_unit(self, vals):
        """The same values, with the unit where the officer serves who is complained of."""
        if not vals.get("complained_user_id") or vals.get("complained_unit_id"):
            return vals
        serving = self.env["police.posting"].sudo()._current_of(vals["complained_user_id"])
        unit = serving.sorted(lambda row: row.kind != "regular")[:1].unit_id
        return {**vals, "complained_unit_id": unit.id} if unit else vals

    def write(self, vals):
        """Whoever says what a complaint is about takes it out of the hands of that unit."""
        vals = self._with_complained_unit(vals)
        result = super().write(vals)
        if vals.get("complained_user_id"):
            self.env.registry.clear_cache()
        if vals.get("complained_unit_id") or vals.get("complained_user_id"):
            self._route_around()
        return result

    def _route_around(self):
        """Take complaints from the unit that they are about, with all that it was told of them."""
        for complaint in self.sudo():
            complaint.write(
                {**self._values_around(complaint.complained_unit_id.id), "post_id": False}
            )
            if complaint.complained_unit_id and complaint.stage_code in BEFORE_STATION:
                complaint._move_to("with_station")
            complaint._withdraw()

    def _withdraw(self):
        """Take back what was given to who may not hear of this complaint, as far as it is here."""
        self.ensure_one()
        barred = self._barred()[self]
        partners = self.env["res.users"].browse(barred).partner_id
        self.message_unsubscribe(partners.ids)
        self.env["mail.notification"].search(
            [
                ("mail_message_id", "in", self.message_ids.ids),
                ("res_partner_id", "in", partners.ids),
            ]
        ).unlink()
        head = self.unit_id._head_post()
        post_id, user_id = (None, None)
        if head:
            ladder = self.env["police.post"]._ladder(self.unit_id)
            post_id, user_id = ladder.holder(self.unit_id.id, head.rank_id.id, barred)
        self._reassign_tasks(barred, post_id, user_id)
        # What was about to be told them goes to the head of who has it now.
        waiting = self.env["police.escalation"].search(
            [("complaint_id", "=", self.id), ("notice_id", "=", False), ("user_id", "in", barred)]
        )
        waiting.write({"post_id": post_id, "user_id": user_id})
        silent = self.follow_up_ids.filtered(
            lambda row: not row.notice_id and row.silence_user_id.id in barred
        )
        silent.write({"silence_post_id": post_id, "silence_user_id": user_id})

    def _reassign_tasks(self, barred, post_id, user_id):
        """Give tasks of a post that may not hear of this complaint to another, if there is one."""
        meant = frozenset(self.complained_unit_id._offices_meant().ids)
        theirs = self.activity_ids.filtered(
            lambda row: (
                row.user_id.id in barred
                or (
                    row.police_post_id
                    and meant.intersection(row.police_post_id.unit_id._ancestor_ids())
                )
            )
        )
        tasks = theirs.filtered(lambda row: post_id and (row.police_post_id or row.police_by_hand))
        (theirs - tasks).unlink()
        if tasks:
            tasks.police_post_id = post_id
            tasks._hand_to(post_id, user_id)

    def _check_not_about(self, unit):
        """Refuse to hand complaints to the unit that they are about, or to one below it.

        :raise UserError: one of them is about it
        """
        words = self._why_not_there(unit)
        if words:
            raise UserError(words)

    def _why_not_there(self, unit):
        """Why complaints may not go to a unit, in the user's words.

        :return: str; empty if it is in use and none is about it, nor about what it came after
        """
        if not unit.active:
            return unit.sudo()._ended_words()
        line = unit.sudo()._ancestor_ids()
        if any(meant in line for meant in self.sudo().complained_unit_id._offices_meant().ids):
            return self.env._("This complaint is about that unit: another one looks into it.")
        return ""
