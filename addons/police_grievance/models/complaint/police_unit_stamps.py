from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, ormcache

from .police_complaint_scope import Moved

FIELDS = [
    *("unit_id", "complained_unit_id", "complained_user_id", "post_id", "routing_state"),
    *("cycle", "is_open", "stage_code"),
]
# Longer than any transaction that takes in what citizens send.
LOOK_AGAIN = timedelta(minutes=5)


class PoliceUnitStampsMixin(models.AbstractModel):
    """Complaints carry the circle and district of their unit.

    Where a unit moves, the stamps of the open ones follow in one statement. Closed ones keep those
    of their time, which is history; that they are read by who is responsible now is up to
    `ComplaintScope`, which is told here which units no longer stand where their stamps say.
    """

    _name = "police.unit.stamps.mixin"
    _description = "Stamps of Units on Complaints"
    _inherit = "police.unit.moving.mixin"

    # [[circle id, district id], …]; False for none.
    past_stamps = fields.Json(
        "Earlier circles and districts", copy=False, readonly=True, groups="base.group_system"
    )

    def _has_moved(self, before):
        """Open complaints follow, with what is to be done about them."""
        result = super()._has_moved(before)
        after = self._places_in_tree()
        stamped = self.filtered(lambda unit: before[unit].stamp != after[unit].stamp)
        stamped._keep_stamps({unit: before[unit].stamp for unit in stamped})
        followed = stamped._stamp_open()
        stamped._audit_move(before, after, followed)
        self._open_complaints()._follow_tree(before)
        self._open_at_posts()._leave_posts()
        self._look_again()
        return result

    def _look_again(self):
        """Have the scheduler look for what another transaction took in at this very moment."""
        later = fields.Datetime.now() + LOOK_AGAIN
        self.env.ref("police_grievance.ir_cron_follow_late").sudo()._trigger(later)

    @api.model
    def _follow_late(self):
        """Scheduled action: what came to units of the last day by where they stood before follows."""
        since = fields.Datetime.now() - timedelta(days=1)
        recent = [("past_stamps", "!=", False), ("write_date", ">", since)]
        units = self.with_context(active_test=False).search(recent).with_context(active_test=True)
        for unit in units.filtered(lambda unit: not unit.active):
            unit._open_complaints()._hand_to_successor(unit._in_charge())
        followed = units._stamp_open()
        self.browse(followed)._open_complaints()._pass_on_work()

    def _open_complaints(self):
        """The open complaints with these units."""
        of_units = [("is_open", "=", True), ("unit_id", "in", self.ids)]
        # Not the citizens' words: they are long, and nobody reads them here.
        return self.env["police.complaint"].sudo().search_fetch(of_units, FIELDS, order="id")

    def _open_at_posts(self):
        """The open complaints of other units with an officer of these: outposts work for a station."""
        outposts = self.filtered(lambda unit: unit.kind == "outpost").post_ids
        at_posts = [("is_open", "=", True), ("post_id", "in", outposts.ids)]
        complaints = self.env["police.complaint"].sudo()
        return complaints.search(at_posts, order="id") if outposts else complaints

    def _keep_stamps(self, stamps):
        """Remember what closed complaints of these units are stamped with.

        :param dict stamps: unit to (circle id, district id) until now
        """
        for unit in self.sudo():
            known = {tuple(stamp) for stamp in unit.past_stamps or ()}
            unit.past_stamps = sorted({*known, stamps[unit]})

    def _stamp_open(self):
        """Stamp the open complaints of these units with where those stand now.

        :return: {unit id: how many changed}
        """
        complaints = self.env["police.complaint"]
        names = ("circle_id", "district_id")
        complaints.flush_model(["unit_id", "stage_id", "is_open", *names])
        self.flush_model(names)
        rows = self.env.execute_query(
            SQL(
                """WITH changed AS (
                       UPDATE police_complaint SET circle_id = unit.circle_id, district_id = unit.district_id
                       FROM police_unit unit
                       WHERE unit.id = police_complaint.unit_id AND unit.id = ANY(%s)
                         AND police_complaint.is_open IS TRUE
                         AND (police_complaint.circle_id, police_complaint.district_id)
                             IS DISTINCT FROM (unit.circle_id, unit.district_id)
                       RETURNING police_complaint.unit_id)
                   SELECT unit_id, count(*) FROM changed GROUP BY unit_id""",
                self.ids,
            )
        )
        complaints.invalidate_model(names)
        return dict(rows)

    def _audit_move(self, before, after, followed):
        """Write down from where to where open complaints followed which units, and how many.

        :param dict followed: unit id to how many
        """
        units = self.filtered(lambda unit: unit.id in followed)
        ids = {
            unit_id for place in (before, after) for unit in units for unit_id in place[unit].stamp
        }
        names = {unit.id: unit.name for unit in self.browse(ids - {False}).sudo()}
        rows = []
        for unit in units:
            old, new = (
                ", ".join(names[unit_id] for unit_id in place[unit].stamp if unit_id)
                for place in (before, after)
            )
            count = followed[unit.id]
            words = self.env._("open complaints that followed: %(count)s", count=count)
            rows.append((unit, "district_id", old, "; ".join(filter(None, (new, words)))))
        if rows:
            self._audit_add("change", rows)

    @api.model
    @ormcache("circle_ids", "district_ids")
    def _moved_for(self, circle_ids, district_ids):
        """Units that came into these circles and districts, or left them, since complaints closed.

        :rtype: tuple of Moved
        """
        return tuple(
            row
            for row in self._moved()
            if row.changes("circle", circle_ids) or row.changes("district", district_ids)
        )

    @api.model
    @ormcache()
    def _moved(self):
        """Every unit that does not stand where its closed complaints say, ended ones, too.

        :rtype: tuple of Moved
        """
        units = self.sudo().with_context(active_test=False)
        ended = units.search([("active", "=", False), ("successor_id", "!=", False)])
        rows = set()
        for unit in ended | units.search([("past_stamps", "!=", False)]):
            now = unit._in_charge()
            here = (now.circle_id.id, now.district_id.id)
            stamps = {tuple(stamp) for stamp in unit.past_stamps or ()}
            stamps.add((unit.circle_id.id, unit.district_id.id))
            rows |= {Moved(unit.id, *stamp, *here) for stamp in stamps if stamp != here}
        return tuple(sorted(rows))
