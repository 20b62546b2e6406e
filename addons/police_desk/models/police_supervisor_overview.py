from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import format_date

from .police_start_page import Figure

OPEN = Domain("is_open", "=", True)
SILENT_HOURS = "police_grievance.silent_hours"
DEFAULT_SILENT = 12
# What the table says of each station, in its order.
COLUMNS = ("open", "late", "silent", "resolved")


class PoliceSupervisorOverview(models.AbstractModel):
    """A supervisor's morning: what happened below, station by station; each count opens its list."""

    _name = "police.supervisor.overview"
    _description = "Supervisor's Morning"

    @api.model
    @api.readonly
    def get_morning(self):
        """The current user's jurisdiction this morning.

        :return: {title, tiles, columns, stations}; a tile as on the start page, a station is
            {id, name, cells}, its cells being tiles in the order of the columns
        :raise AccessError: the user supervises nothing
        """
        groups = ("supervisor", "control_room")
        if not any(self.env.user.has_group(f"police_force.group_{name}") for name in groups):
            raise AccessError(self.env._("This page is for supervisors."))
        start_page = self.env["police.start.page"]
        domains = self._domains()
        return {
            "title": format_date(
                self.env, self._office()._today(), date_format="EEEE, d MMMM yyyy"
            ),
            "tiles": start_page._tiles(self._figures(domains)),
            "columns": [self._column_labels()[column] for column in COLUMNS],
            "stations": self._stations(domains),
        }

    @api.model
    def _figures(self, domains):
        """What stands on top: list of Figure."""
        complaint, quiet = "police.complaint", self._silent_hours()
        passed = self.env._("Deadline passed since yesterday")
        nothing = self.env._("Nothing done for %(hours)s hours", hours=quiet)
        owed = self.env._("Stations that owe an answer")
        resolved = self.env._("Resolved yesterday")
        return [
            Figure("breached", passed, "late", complaint, domains["breached"]),
            Figure("late", self.env._("Overdue"), "late", complaint, domains["late"]),
            Figure("silent", nothing, "late", complaint, domains["silent"]),
            Figure("owed", owed, "soon", complaint, domains["owed"]),
            self._directions(),
            Figure("vacant", self.env._("Vacant posts"), "soon", "police.post", self._vacant()),
            Figure("resolved", resolved, "calm", complaint, domains["resolved"]),
        ]

    @api.model
    def _directions(self):
        """Directions to the stations below that nobody has answered."""
        return Figure(
            "directions",
            self.env._("Directions without an answer"),
            "late",
            "police.follow.up",
            Domain("awaits_answer", "=", True),
            self.env.ref("police_grievance.police_direction_action").sudo(),
        )

    @api.model
    def _column_labels(self):
        return {
            "open": self.env._("Open"),
            "late": self.env._("Overdue"),
            "silent": self.env._("Nothing done"),
            "resolved": self.env._("Resolved yesterday"),
        }

    @api.model
    def _domains(self):
        """Domains on complaints, by code."""
        now, office = fields.Datetime.now(), self._office()
        today = office._midnight(office._today())
        yesterday = today - timedelta(days=1)
        quiet_since = now - timedelta(hours=self._silent_hours())
        return {
            "open": OPEN,
            "late": OPEN & Domain("urgency", "=", "late"),
            "breached": OPEN & Domain("deadline", ">=", yesterday) & Domain("deadline", "<", now),
            # The service's own reminders are no sign of life of the station.
            "silent": OPEN
            & Domain("stage_code", "=", "with_station")
            & Domain("received_at", "<", quiet_since)
            & ~Domain(
                "milestone_ids",
                "any",
                [("happened_at", ">=", quiet_since), ("code", "not in", ("escalated", "reply"))],
            )
            & ~Domain("follow_up_ids", "any", [("answered_at", ">=", quiet_since)]),
            "owed": OPEN
            & Domain(
                "follow_up_ids", "any", [("next_due_at", "<=", now), ("answered_at", "=", False)]
            ),
            "resolved": Domain("is_open", "=", False)
            & Domain("closed_at", ">=", yesterday)
            & Domain("closed_at", "<", today)
            & Domain("outcome_id.is_resolved", "=", True),
        }

    @api.model
    def _stations(self, domains):
        """A row for each unit with open complaints or some resolved yesterday, the worst first."""
        complaints, start_page = self.env["police.complaint"], self.env["police.start.page"]
        counts = {
            column: dict(complaints._read_group(domains[column], ["unit_id"], ["__count"]))
            for column in COLUMNS
        }
        units = self.env["police.unit"].union(
            *(unit for found in counts.values() for unit in found)
        )
        units = units.sorted(
            lambda unit: (-counts["late"].get(unit, 0), -counts["silent"].get(unit, 0), unit.name)
        )
        labels = self._column_labels()
        return [
            {
                "id": unit.id,
                "name": unit.name,
                "cells": [
                    {
                        "code": column,
                        "count": counts[column].get(unit, 0),
                        "action": start_page._action(
                            Figure(
                                column,
                                f"{unit.name}: {labels[column]}",
                                "calm",
                                "police.complaint",
                                domains[column] & Domain("unit_id", "=", unit.id),
                            )
                        ),
                    }
                    for column in COLUMNS
                ],
            }
            for unit in units
        ]

    @api.model
    def _vacant(self):
        """Domain on posts: vacant heads of units in the user's jurisdiction."""
        vacant = Domain("is_vacant", "=", True) & Domain("heads_unit", "=", True)
        return (
            vacant
            & Domain("unit_id.active", "=", True)
            & self.env["res.users"]._police_scope().of_units
        )

    @api.model
    def _silent_hours(self):
        return self.env["ir.config_parameter"]._service_number(SILENT_HOURS)

    @api.model
    def _office(self):
        """The user's office."""
        posts = (
            self.env["police.post"].sudo().browse(self.env["res.users"]._police_scope().post_ids)
        )
        return posts.sorted(lambda post: -post.rank_id.level)[:1].unit_id
