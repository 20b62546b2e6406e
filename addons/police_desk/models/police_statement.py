import re
from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import format_date

from .police_start_page import Figure

READERS = ("supervisor", "control_room", "auditor")
# What the statement says of each row, in its order.
COLUMNS = ("received", "settled", "fast", "share", "late", "reopened")
# By what the rows are; each a field of the complaint.
PARTS = ("district_id", "channel")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_FIRST_YEAR = 2000


class PoliceStatement(models.AbstractModel):
    """What a month brought and what became of it, by district and by channel; each count opens its list.

    Counted by what happened in the month, as things are now: who reopens a complaint takes it out
    of the settled ones of the month in which it was closed.
    """

    _name = "police.statement"
    _description = "Statement of a Month"

    @api.model
    @api.readonly
    def get_statement(self, month=None):
        """The statement of the user's jurisdiction.

        :param str month: such as "2026-11", at the user's office; this one by default
        :return: {title, month, before, after, columns, parts}; a column is {code, label, help}, a
            part {code, title, rows}, a row {label, cells}; a cell is {code, count, action}, and
            for the share {code, percent}: None where nothing is settled
        :raise AccessError: the user has no such role
        """
        self._check_reader()
        first = self._first_day(month)
        domains = self._domains(first)
        before, after = (first + relativedelta(months=number) for number in (-1, 1))
        return {
            "title": format_date(self.env, first, date_format="LLLL yyyy"),
            "month": self._code(first),
            "before": self._code(before),
            "after": self._code(after) if after <= self._office()._today() else None,
            "columns": self._columns(),
            "parts": [self._part(name, domains) for name in PARTS],
        }

    @api.model
    def action_print(self, month):
        """Button: give out the statement of a month as a PDF.

        :param str month: as in `get_statement`
        :raise AccessError: the user has no such role
        """
        self._check_reader()
        report = self.env.ref("police_desk.police_statement_report")
        return report.report_action([], data={"month": month}, config=False)

    @api.model
    def _check_reader(self):
        if not any(self.env.user.has_group(f"police_force.group_{name}") for name in READERS):
            raise AccessError(self.env._("This page is for supervisors."))

    @api.model
    def _office(self):
        return self.env["police.supervisor.overview"]._office()

    @api.model
    def _code(self, day):
        return f"{day:%Y-%m}"

    @api.model
    def _first_day(self, month):
        """:return: date of a month's first day; of this month for what names none"""
        # It comes by an address, too: anything may stand there.
        found = _MONTH.fullmatch(str(month))
        if found and int(found[1]) >= _FIRST_YEAR:
            return date(int(found[1]), int(found[2]), 1)
        return self._office()._today().replace(day=1)

    @api.model
    def _columns(self):
        labels = {
            "received": (self.env._("Received"), self.env._("First contact in this month.")),
            "settled": (self.env._("Settled"), self.env._("Closed in this month.")),
            "fast": (
                self.env._("Within 24 hours"),
                self.env._("Of the settled: at most 24 hours after the first contact."),
            ),
            "share": (
                self.env._("Share within 24 hours"),
                self.env._("Of the settled ones, in per cent."),
            ),
            "late": (
                self.env._("Late"),
                self.env._("Deadline in this month, and not settled by then."),
            ),
            "reopened": (self.env._("Reopened"), self.env._("Reopened in this month.")),
        }
        return [
            {"code": code, "label": labels[code][0], "help": labels[code][1]} for code in COLUMNS
        ]

    @api.model
    def _domains(self, first):
        """What each column counts.

        :param date first: day of the month
        :return: dict of code to Domain on complaints
        """
        office = self._office()
        start = office._midnight(first)
        end = office._midnight(first + relativedelta(months=1))
        settled = Domain("settled", "=", 1) & self._during("closed_at", start, end)
        counted = Domain("set_aside", "=", False)
        missed = Domain("is_open", "=", True) | Domain("settled_late", "=", 1)
        reopened = self._during("happened_at", start, end) & Domain("code", "=", "reopened")
        return {
            "received": counted & self._during("received_at", start, end),
            "settled": settled,
            "fast": settled & Domain("settled_fast", "=", 1),
            "late": counted
            & missed
            & self._during("deadline", start, min(end, fields.Datetime.now())),
            "reopened": counted & Domain("milestone_ids", "any", reopened),
        }

    @api.model
    def _during(self, name, start, end):
        return Domain(name, ">=", start) & Domain(name, "<", end)

    @api.model
    def _part(self, name, domains):
        """A row for each district or channel of which there is something to say, and all together."""
        complaints = self.env["police.complaint"]
        counts = {
            code: dict(complaints._read_group(domain, [name], ["__count"]))
            for code, domain in domains.items()
        }
        keys = self._in_order(name, {key for found in counts.values() for key in found})
        rows = [
            self._row(
                self._label(name, key),
                {code: found.get(key, 0) for code, found in counts.items()},
                {
                    code: domain & Domain(name, "=", key and getattr(key, "id", key))
                    for code, domain in domains.items()
                },
            )
            for key in keys
        ]
        total = {code: sum(found.values()) for code, found in counts.items()}
        titles = {
            "district_id": self.env._("By district"),
            "channel": self.env._("By channel"),
        }
        rows.append(self._row(self.env._("All together"), total, domains))
        return {"code": name, "title": titles[name], "rows": rows}

    @api.model
    def _in_order(self, name, keys):
        """Districts by name, those of none last; channels as their list has them."""
        if name == "district_id":
            return sorted(keys, key=lambda unit: (not unit, unit.name or ""))
        return [code for code, _label in self._channels() if code in keys]

    @api.model
    def _channels(self):
        return self.env["police.complaint"]._fields["channel"]._description_selection(self.env)

    @api.model
    def _label(self, name, key):
        if name == "district_id":
            return key.name or self.env._("No district yet")
        return dict(self._channels())[key]

    @api.model
    def _row(self, label, counts, domains):
        """
        :param counts: dict of code to number
        :param domains: dict of code to what it counts
        """
        start_page = self.env["police.start.page"]
        columns = {column["code"]: column["label"] for column in self._columns()}
        cells = []
        for code in COLUMNS:
            if code == "share":
                percent = counts["settled"] and round(100 * counts["fast"] / counts["settled"])
                cells.append({"code": code, "percent": percent if counts["settled"] else None})
                continue
            name = f"{label}: {columns[code]}"
            figure = Figure(code, name, "calm", "police.complaint", domains[code])
            action = start_page._action(figure)
            cells.append({"code": code, "count": counts[code], "action": action})
        return {"label": label, "cells": cells}
