from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

# Beyond this a count says "and more": nobody acts differently on 1,000 and on 2,000.
COUNT_LIMIT = 1000
OPEN = Domain("is_open", "=", True)
STATIONS = Domain("kind", "=", "station")


class PoliceStartPage(models.AbstractModel):
    """What needs me now: a few counts by role, each of which opens the list it counts."""

    _name = "police.start.page"
    _description = "Start Page"

    @api.model
    @api.readonly
    def get_sections(self):
        """The sections of the user's roles.

        :return: list of {title, tiles}; a tile is {code, label, level, count, more, action}
        :raise AccessError: the user has no role in the service
        """
        if not self.env.user.has_group("police_grievance.group_user"):
            raise AccessError(self.env._("This page is for the police."))
        return [
            {"title": title, "tiles": [self._tile(*tile) for tile in tiles]}
            for role, title, tiles in self._sections()
            if self.env.user.has_group(f"police_grievance.group_{role}")
        ]

    def _sections(self):
        """(role, title, tiles) of every role; a tile is (code, label, level, model, domain)."""
        yield "control_room", self.env._("Control room"), self._desk_tiles()
        yield "station_staff", self.env._("My station"), self._station_tiles()
        yield "supervisor", self.env._("My jurisdiction"), self._supervisor_tiles()
        yield "auditor", self.env._("All stations"), self._clock_tiles()
        yield "district_administrator", self.env._("To be completed"), self._administrator_tiles()

    def _second_tile(self):
        """Roles that somebody gave and somebody else has to put in force."""
        waiting = Domain("state", "=", "waiting")
        label = self.env._("Roles that wait for a second person")
        return ("second", label, "soon", "police.role.grant", waiting)

    def _draft_tile(self):
        """What a call taker has begun to take down and not registered yet."""
        drafts = Domain("state", "=", "draft") & Domain("user_id", "=", self.env.uid)
        return ("drafts", self.env._("My drafts"), "soon", "police.registration", drafts)

    def _desk_tiles(self):
        by_code = self.env["police.stage"]._by_code
        asked = by_code("action_taken") + by_code("verification")
        complaint, now = "police.complaint", fields.Datetime.now()
        unanswered = self.env._("Directions without an answer")
        return [
            (
                "danger",
                self.env._("Danger"),
                "late",
                complaint,
                OPEN & Domain("priority", "=", "2"),
            ),
            (
                "proposed",
                self.env._("Station to confirm"),
                "soon",
                complaint,
                OPEN & Domain("routing_state", "=", "proposed"),
            ),
            (
                "unrouted",
                self.env._("No station yet"),
                "soon",
                complaint,
                OPEN & Domain("routing_state", "=", "unknown"),
            ),
            (
                "reply",
                self.env._("Unread replies"),
                "soon",
                complaint,
                Domain("has_unread_reply", "=", True),
            ),
            (
                "strangers",
                self.env._("Somebody else wrote: is it theirs?"),
                "soon",
                complaint,
                Domain("has_stranger_words", "=", True),
            ),
            (
                "silent",
                self.env._("Station's answer due"),
                "soon",
                complaint,
                OPEN & self._silent(now),
            ),
            (
                "nobody",
                self.env._("Nobody holds the post it went to"),
                "late",
                complaint,
                OPEN & Domain("activity_ids", "any", [("user_id", "=", False)]),
            ),
            self._unanswered_tile(unanswered),
            (
                "asking",
                self.env._("Citizen to be asked"),
                "calm",
                complaint,
                OPEN & Domain("stage_id", "in", asked.ids),
            ),
            (
                "disputed",
                self.env._("Decide where it belongs"),
                "late",
                complaint,
                OPEN & Domain("transfer_kind", "=", "referral"),
            ),
            *self._clock_tiles(),
            self._draft_tile(),
        ]

    def _station_tiles(self):
        complaint = "police.complaint"
        unanswered = self.env._("Directions to answer")
        return [
            (
                "danger",
                self.env._("Danger"),
                "late",
                complaint,
                OPEN & Domain("priority", "=", "2"),
            ),
            self._unanswered_tile(unanswered),
            *self._clock_tiles(),
            (
                "reply",
                self.env._("Unread replies"),
                "soon",
                complaint,
                Domain("has_unread_reply", "=", True),
            ),
            (
                "mine",
                self.env._("With my post"),
                "calm",
                complaint,
                OPEN & Domain("is_mine", "=", True),
            ),
            ("open", self.env._("All open"), "calm", complaint, OPEN),
            self._draft_tile(),
        ]

    def _supervisor_tiles(self):
        complaint, now = "police.complaint", fields.Datetime.now()
        unanswered = self.env._("Directions without an answer")
        return [
            (
                "escalated",
                self.env._("Escalated to me"),
                "late",
                complaint,
                OPEN & Domain("is_escalated_to_me", "=", True),
            ),
            (
                "disputed",
                self.env._("Decide where it belongs"),
                "late",
                complaint,
                OPEN & Domain("transfer_kind", "=", "referral"),
            ),
            *self._clock_tiles(),
            (
                "silent",
                self.env._("Stations that owe an answer"),
                "soon",
                complaint,
                OPEN & self._silent(now),
            ),
            self._unanswered_tile(unanswered),
            (
                "reply",
                self.env._("Unread replies"),
                "soon",
                complaint,
                Domain("has_unread_reply", "=", True),
            ),
            ("open", self.env._("All open"), "calm", complaint, OPEN),
            self._second_tile(),
        ]

    @staticmethod
    def _silent(now):
        """Domain on complaints: the station has not answered a follow-up in time."""
        waiting = [("next_due_at", "<=", now), ("answered_at", "=", False)]
        return Domain("follow_up_ids", "any", waiting)

    def _unanswered_tile(self, label):
        """Directions to the stations of the user's jurisdiction that nobody has answered."""
        contacts = "police.follow.up"
        return ("directions", label, "late", contacts, self.env[contacts]._unanswered())

    def _clock_tiles(self):
        complaint = "police.complaint"
        return [
            (
                "late",
                self.env._("Overdue"),
                "late",
                complaint,
                OPEN & Domain("urgency", "=", "late"),
            ),
            (
                "soon",
                self.env._("Due in 4 hours"),
                "soon",
                complaint,
                OPEN & Domain("urgency", "=", "soon"),
            ),
        ]

    def _administrator_tiles(self):
        unit, own = "police.unit", self._own_units()
        return [
            (
                "headless",
                self.env._("Stations without head"),
                "late",
                unit,
                own & STATIONS & Domain("is_headless", "=", True),
            ),
            (
                "placeless",
                self.env._("Stations without place"),
                "soon",
                unit,
                own & STATIONS & Domain("place_ids", "=", False),
            ),
            (
                "boxless",
                self.env._("Stations without mailbox"),
                "soon",
                unit,
                own & STATIONS & Domain("email", "=", False),
            ),
            (
                "circleless",
                self.env._("Stations without circle"),
                "soon",
                unit,
                own & STATIONS & Domain("circle_id", "=", False),
            ),
            (
                "unverified",
                self.env._("Units to verify"),
                "calm",
                unit,
                own & Domain("source_verified", "=", False),
            ),
            self._second_tile(),
        ]

    def _own_units(self):
        """Units that the user keeps: all, or those of the districts where they are posted."""
        if self.env.user.has_group("police_grievance.group_administrator"):
            return Domain.TRUE
        return Domain("district_id", "in", self.env["res.users"]._police_scope().district_ids)

    def _tile(self, code, label, level, model, domain):
        count = self.env[model].search_count(domain, limit=COUNT_LIMIT)
        return {
            "code": code,
            "label": label,
            "level": level if count else "none",
            "count": count,
            "more": count == COUNT_LIMIT,
            "action": self._action(label, model, domain),
        }

    def _action(self, label, model, domain):
        if model == "police.follow.up":
            action = self.env["ir.actions.act_window"]._for_xml_id(
                "police_grievance.police_direction_action"
            )
            return {**action, "name": label, "domain": list(domain), "context": {"create": False}}
        views = ("list", "kanban", "form") if model == "police.complaint" else ("list", "form")
        return {
            "type": "ir.actions.act_window",
            "name": label,
            "res_model": model,
            "domain": list(domain),
            "views": [(False, view) for view in views],
            "context": {"create": False},
        }
