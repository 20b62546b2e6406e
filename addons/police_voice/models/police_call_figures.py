import re
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import format_date

from odoo.addons.police_desk.models.police_start_page import Figure

READERS = ("supervisor", "control_room", "auditor")
CALL, CALL_BACK = "police.call", "police.call.back"
# What the page says of each row, in its order.
COLUMNS = (
    *("calls", "asked", "answered", "fast", "share", "gave_up", "wait"),
    *("returned", "returned_late"),
)
# Of these a count opens its calls.
OF_CALLS = ("calls", "asked", "answered", "fast", "gave_up")
WAITING = Domain("state", "in", ("waiting", "ringing")) & Domain("asked", "=", 1)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class PoliceCallFigures(models.AbstractModel):
    """A day's calls in figures, by hour and by call taker; each count opens its calls.

    A call counts in the hour in which it began, a call to return in the hour in which they rang first.
    """

    _name = "police.call.figures"
    _description = "Calls of a Day"

    @api.model
    @api.readonly
    def get_day(self, day=None):
        """
        :param str day: such as "2026-11-30", at the user's office; today by default
        :return: {title, day, before, after, waiting, columns, parts} as the statement of a month has them;
            `waiting` is a tile, of today alone
        :raise AccessError: the user has no such role
        """
        self._check_reads()
        shown, today = self._day(day), self._office()._today()
        return {
            "title": format_date(self.env, shown, date_format="EEEE, d MMMM yyyy"),
            "day": shown.isoformat(),
            "before": (shown - timedelta(days=1)).isoformat(),
            "after": (shown + timedelta(days=1)).isoformat() if shown < today else None,
            "waiting": self._waiting() if shown == today else None,
            "columns": self._columns(),
            "parts": [self._by_hour(shown), self._by_taker(shown)],
        }

    @api.model
    @api.readonly
    def get_waiting(self):
        """:return: who waits for a person at this moment, as a tile of the start page

        :raise AccessError: the user has no such role
        """
        self._check_reads()
        return self._waiting()

    @api.model
    def _check_reads(self):
        if not any(self.env.user.has_group(f"police_force.group_{name}") for name in READERS):
            raise AccessError(self.env._("This page is for supervisors."))

    @api.model
    def _waiting(self):
        figure = Figure("waiting", self.env._("Waiting now"), "late", CALL, WAITING)
        [tile] = self.env["police.start.page"]._tiles([figure])
        return tile

    @api.model
    def _office(self):
        return self.env["police.supervisor.overview"]._office()

    @api.model
    def _day(self, day):
        """:return: date; today for what names none, or one that is to come"""
        today = self._office()._today()
        if day and _DAY.fullmatch(day):
            try:
                return min(date.fromisoformat(day), today)
            except ValueError:
                return today
        return today

    @api.model
    def _columns(self):
        calls = self.env[CALL].fields_get([*OF_CALLS[1:]], ["string", "help"])
        told = {name: (field["string"], field["help"]) for name, field in calls.items()}
        told |= {
            "calls": (self.env._("Calls"), self.env._("Of citizens, whatever became of them.")),
            "share": (
                self.env._("Share within 20 s"),
                self.env._("Of those who asked for a person, in per cent."),
            ),
            "wait": (
                self.env._("Waited on average"),
                self.env._(
                    "Of those who asked for a person, until they got one, the tone, or hung up."
                ),
            ),
            "returned": (
                self.env._("Called back in time"),
                self.env._("Who rang and reached nobody: first tried by the time promised."),
            ),
            "returned_late": (
                self.env._("Called back late"),
                self.env._("First tried later, or not yet and the time has passed."),
            ),
        }
        return [{"code": code, "label": told[code][0], "help": told[code][1]} for code in COLUMNS]

    @api.model
    def _during(self, name, start, end):
        return Domain(name, ">=", start) & Domain(name, "<", end)

    @api.model
    def _whole(self, name, day):
        """Domain on records of which a moment lies in a day of the office."""
        office = self._office()
        return self._during(name, office._midnight(day), office._midnight(day + timedelta(days=1)))

    @api.model
    def _by_hour(self, day):
        """A row for each hour in which somebody called, and all together."""
        calls = self._counts(self._whole("began_at", day), "began_at:hour")
        returned = self._counts_returned(self._whole("first_rang_at", day), "first_rang_at:hour")
        rows = []
        for hour in sorted(calls.keys() | returned.keys()):
            start = self._office()._moment(hour)
            hours = (start, start + timedelta(hours=1))
            label = f"{hour:%H}:00–{hour + timedelta(hours=1):%H}:00"
            counts = calls.get(hour, {}) | returned.get(hour, {})
            domains = {
                CALL: self._during("began_at", *hours),
                CALL_BACK: self._during("first_rang_at", *hours),
            }
            rows.append(self._row(label, counts, domains))
        domains = {
            CALL: self._whole("began_at", day),
            CALL_BACK: self._whole("first_rang_at", day),
        }
        rows.append(self._together(domains, calls, returned))
        return {"code": "hour", "title": self.env._("By hour"), "rows": rows}

    @api.model
    def _by_taker(self, day):
        """A row for each call taker; calls that nobody took stand by hour alone."""
        began, rang = self._whole("began_at", day), self._whole("first_rang_at", day)
        calls = self._counts(began & Domain("taker_id", "!=", False), "taker_id")
        returned = self._counts_returned(rang & Domain("called_by_id", "!=", False), "called_by_id")
        rows = []
        for taker in sorted(calls.keys() | returned.keys(), key=lambda user: user.name):
            domains = {
                CALL: began & Domain("taker_id", "=", taker.id),
                CALL_BACK: rang & Domain("called_by_id", "=", taker.id),
            }
            counts = calls.get(taker, {}) | returned.get(taker, {})
            rows.append(self._row(taker.name, counts, domains))
        domains = {
            CALL: began & Domain("taker_id", "!=", False),
            CALL_BACK: rang & Domain("called_by_id", "!=", False),
        }
        rows.append(self._together(domains, calls, returned))
        return {"code": "taker", "title": self.env._("By call taker"), "rows": rows}

    @api.model
    def _counts(self, domain, part):
        """
        :return: dict of each value of a part to a dict of code to count, and of `seconds` waited
        """
        sums = [f"{name}:sum" for name in (*OF_CALLS[1:], "waited_seconds")]
        calls = self.env[CALL].with_context(tz=self._office()._time_zone())
        incoming = domain & Domain("direction", "=", "in")
        return {
            key: dict(zip((*OF_CALLS, "seconds"), counts, strict=True))
            for key, *counts in calls._read_group(incoming, [part], ["__count", *sums])
        }

    @api.model
    def _counts_returned(self, domain, part):
        backs = self.env[CALL_BACK].with_context(tz=self._office()._time_zone())
        if not backs.has_access("read"):
            return {}
        counted = {
            code: dict(backs._read_group(domain & about, [part], ["__count"]))
            for code, about in self._returned().items()
        }
        keys = {key for counts in counted.values() for key in counts}
        return {key: {code: counts.get(key, 0) for code, counts in counted.items()} for key in keys}

    @api.model
    def _returned(self):
        """:return: dict of code to Domain on calls to return; who got through by themselves is in none"""
        passed = Domain("due_at", "<", fields.Datetime.now()) & Domain("state", "=", "waiting")
        late = Domain("called_at", "!=", False) & Domain("was_in_time", "=", False)
        return {
            "returned": Domain("was_in_time", "=", True),
            "returned_late": late | passed & Domain("called_at", "=", False),
        }

    @api.model
    def _together(self, domains, *parts):
        """
        :param parts: dicts of a row's key to its counts
        """
        total = {}
        for counts in (counts for part in parts for counts in part.values()):
            for code, count in counts.items():
                total[code] = total.get(code, 0) + (count or 0)
        return self._row(self.env._("All together"), total, domains)

    @api.model
    def _row(self, label, counts, domains):
        """
        :param counts: dict of code to number
        :param domains: dict of model to what the row is about
        """
        asked, seconds = counts.get("asked") or 0, counts.get("seconds") or 0
        percent = round(100 * (counts.get("fast") or 0) / asked) if asked else None
        wait = self.env._("%(seconds)s s", seconds=round(seconds / asked)) if asked else ""
        told = {"share": {"percent": percent}, "wait": {"text": wait}}
        return {
            "label": label,
            "cells": [
                {"code": column["code"], **told[column["code"]]}
                if column["code"] in told
                else self._cell(label, column, counts, domains)
                for column in self._columns()
            ],
        }

    @api.model
    def _cell(self, label, column, counts, domains):
        code, name = column["code"], f"{label}: {column['label']}"
        if code in OF_CALLS:
            model, about = CALL, Domain("direction", "=", "in")
            about &= Domain.TRUE if code == "calls" else Domain(code, "=", 1)
        else:
            model, about = CALL_BACK, self._returned()[code]
        figure = Figure(code, name, "calm", model, domains[model] & about)
        action = self.env["police.start.page"]._action(figure)
        return {"code": code, "count": counts.get(code) or 0, "action": action}
