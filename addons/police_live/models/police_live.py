from typing import NamedTuple

from odoo import api, models
from odoo.fields import Domain

LIVE = "live"
CHANGED = frozenset(("changed",))
# More of a kind in one transaction name nobody's screen: who looks at a list sees them there.
MOST_IDS = 200
EVERYBODY = ("group_auditor", "group_administrator")


class Happened(NamedTuple):
    """What a transaction did that screens show.

    :ivar complaints: dict of id to the set of kinds
    :ivar orders: ids of directions to stations that are about no complaint
    :ivar opened: ids of complaints that nobody else can see yet
    """

    complaints: dict
    orders: set
    opened: set


class PoliceLive(models.AbstractModel):
    """Tells open screens what happens, over the bus: ids and kinds, never names or words.

    One message for each channel and transaction, however many complaints and officers. A channel
    belongs to a unit (a station; a circle or district with all below it), to the control room or to
    whoever sees everything. Who may listen to it is decided by the server, when a screen asks for it
    and again with each message. What is about the police itself takes no channel: it goes to each
    officer who may know of it.
    """

    _name = "police.live"
    _description = "Live Screens"

    @api.model
    def _note(self, complaints, kind="changed"):
        """Have the screens told, once this transaction is committed.

        :param complaints: `police.complaint`
        :param str kind: arrived, danger, reply, direction or changed
        """
        happened = self._happened().complaints
        for complaint_id in complaints.ids:
            happened.setdefault(complaint_id, set()).add(kind)

    @api.model
    def _note_opened(self, complaints):
        """The same of new ones: before the commit nobody has them on a screen."""
        self._note(complaints, "arrived")
        self._happened().opened.update(complaints.ids)

    @api.model
    def _is_opened_now(self, complaint):
        """Whether a complaint is of this very transaction."""
        happened = self.env.cr.precommit.data.get(LIVE)
        return bool(happened) and complaint.id in happened.opened

    @api.model
    def _forget(self, complaints):
        """Nobody is told of what is gone by the commit."""
        happened = self._happened().complaints
        for complaint_id in complaints.ids:
            happened.pop(complaint_id, None)

    @api.model
    def _happened(self):
        data = self.env.cr.precommit.data
        if LIVE not in data:
            data[LIVE] = Happened({}, set(), set())
            self.env.cr.precommit.add(self.sudo()._tell)
        return data[LIVE]

    def _tell(self):
        """Before the commit: by now it stands who may know of these complaints."""
        happened = self.env.cr.precommit.data[LIVE]
        messages = {}
        kinds = {
            complaint: frozenset(happened.complaints[complaint.id])
            for complaint in self.env["police.complaint"].browse(happened.complaints)
        }
        for complaint, channel, heard in self._listeners(kinds):
            for kind in heard:
                messages.setdefault(channel, {}).setdefault(kind, []).append(complaint.id)
        orders = self.env["police.follow.up"].browse(happened.orders).exists()
        for order in orders:
            for unit in self._units_of(order.unit_id):
                kind = "order" if unit == order.unit_id else "changed"
                messages.setdefault((unit, LIVE), {}).setdefault(kind, []).append(order.id)
        self.env["police.arrival"]._wait(kinds, orders)
        payloads = {
            channel: {**{kind: ids[:MOST_IDS] for kind, ids in of_kind.items()}, "by": self.env.uid}
            for channel, of_kind in messages.items()
        }
        if payloads:
            self.env["bus.bus"]._send_live(payloads)

    @api.model
    def _units_of(self, unit):
        """The units by whose channels is told what happens at one."""
        return unit | unit.circle_id | unit.district_id

    def _listeners(self, happened):
        """Who hears of complaints, and what.

        Alerts are for who has to act: where it is, and the control room as long as no station has
        it, or there is danger. Whoever is above sees the screens change.

        :param dict happened: complaint to the frozenset of kinds
        :return: iterable of (complaint, channel, kinds)
        """
        about_police = {}
        for complaint, kinds in happened.items():
            if complaint.complained_unit_id or complaint.complained_user_id:
                about_police[complaint] = kinds
                continue
            for unit in complaint.unit_id | complaint.circle_id | complaint.district_id:
                yield complaint, (unit, LIVE), kinds if unit == complaint.unit_id else CHANGED
            heard = self._for_control_room(complaint, kinds)
            yield complaint, self._group_channel("control_room"), heard
            yield complaint, self._group_channel("user"), CHANGED
        if about_police:
            yield from self._listeners_one_by_one(about_police)

    @api.model
    def _for_control_room(self, complaint, kinds):
        unit = complaint.unit_id
        is_theirs = complaint.stage_code in ("received", "triage") or not unit or unit._is_top()
        return kinds if is_theirs else (kinds & {"danger"} or CHANGED)

    def _listeners_one_by_one(self, happened):
        """Officers who may know of complaints about the police, as (complaint, partner, kinds).

        :param dict happened: as in `_listeners`; asked for all of them at once
        """
        complaints = self.env["police.complaint"].union(*happened)
        barred = complaints._barred()
        serving = self._serving_above(complaints.unit_id)
        control_room = self.env.ref("police_force.group_control_room").all_user_ids
        role = self.env.ref("police_force.group_user")
        for complaint, kinds in happened.items():
            unit = complaint.unit_id
            line = unit.browse(unit._ancestor_ids() if unit else ())
            above = control_room.union(*(serving[one] for one in line if one in serving))
            for user in above:
                if user.id in barred[complaint] or not user.active:
                    continue
                if role not in user.all_group_ids:
                    continue
                heard = kinds if user in serving.get(unit, ()) else CHANGED
                if user in control_room:
                    heard = self._for_control_room(complaint, kinds) | heard
                yield complaint, user.partner_id, heard

    @api.model
    def _serving_above(self, units):
        """Who serves at units, and at those above them, at this moment.

        :return: dict of unit to `res.users`
        """
        unit_ids = {above for unit in units for above in unit._ancestor_ids()}
        postings = self.env["police.posting"]
        here = postings.search(Domain("unit_id", "in", list(unit_ids)) & postings._current())
        return {unit: rows.user_id for unit, rows in here.grouped("unit_id").items()}

    @api.model
    def _channels(self):
        """The channels that the current user may listen to at this very moment."""
        user = self.env.user
        if not user or not user.has_group("police_force.group_user"):
            return []
        scope = self.env["res.users"]._police_scope()
        unit_ids = {*scope.unit_ids, *scope.circle_ids, *scope.district_ids}
        channels = [(unit, LIVE) for unit in self.env["police.unit"].browse(unit_ids)]
        if user.has_group("police_force.group_control_room"):
            channels.append(self._group_channel("control_room"))
        elif scope.everything or any(
            user.has_group(f"police_force.{group}") for group in EVERYBODY
        ):
            channels.append(self._group_channel("user"))
        return channels

    @api.model
    def _group_channel(self, name):
        """The channel of a group, without a query.

        :param str name: of the group's external id, without what all of them have in common
        """
        group_id = self.env["ir.model.data"]._xmlid_to_res_id(f"police_force.group_{name}")
        return self.env["res.groups"].browse(group_id), LIVE
