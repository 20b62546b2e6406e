import textwrap

from odoo import models
from odoo.tools import format_date

from odoo.addons.police_force.models.police_unit_time import ON_PAPER

COLUMNS = ("number", "received_at", "deadline", "category_id", "subject", "stage_id", "post_id")
SECTIONS = ("late", "due", "open", "received", "closed")
# What fits on two lines of the list.
ABOUT_LENGTH = 170


class PoliceDailyListReport(models.AbstractModel):
    """The list that hangs at a station: late, due, open, received and closed on a day."""

    _name = "report.police_desk.daily_list"
    _inherit = "police.paper.mixin"
    _description = "Daily List"
    _paper_model = "police.daily.list.wizard"

    def _paper(self, asked):
        sections = asked._sections_by_unit()
        unit, printed = asked.unit_id, asked.unit_id._local_words(self.env.cr.now(), ON_PAPER)
        return {
            "heading": {**self._heading(self.env.lang), "zone": unit.display_name},
            "title": format_date(self.env, asked.day, date_format="EEEE d MMMM y"),
            "running": f"{unit.display_name} · {printed}",
            "empty": self.env._(
                "Nothing is open, nothing came and nothing was closed on this day."
            ),
            "station-is": self.env._("Station"),
            "labels": self._labels(),
            "columns": self._heads(),
            "stations": [self._station(unit, found) for unit, found in sections.items()],
        }

    def _station(self, unit, found):
        # What came or was closed on the day stands once more where it is late, due or open.
        return {
            "name": unit.display_name,
            "sections": [[self._row(complaint) for complaint in found[code]] for code in SECTIONS],
        }

    def _row(self, complaint):
        return [
            complaint._paper_number(),
            complaint._paper_moment(complaint.received_at),
            complaint._paper_moment(complaint.deadline),
            complaint.category_id.name or "",
            self._about(complaint),
            complaint.stage_id.name,
            complaint.post_id.display_name or "",
        ]

    def _about(self, complaint):
        """What it is about and where; a subject that only begins the words goes on with them."""
        subject, description, place_text = (
            complaint[complaint._readable_name(name)] or ""
            for name in ("subject", "description", "place_text")
        )
        words = " ".join(description.split())
        about = words if words.startswith(subject.removesuffix("…")) else subject
        place = complaint.place_id.name or place_text
        about = textwrap.shorten(about, ABOUT_LENGTH, placeholder=" …")
        return f"{about} ({place})" if place else about

    def _heads(self):
        model = self.env["police.complaint"]
        return [model._fields[name]._description_string(self.env) for name in COLUMNS]

    def _labels(self):
        """Of SECTIONS, in their order."""
        return [
            self.env._("Overdue"),
            self.env._("Due on this day"),
            self.env._("Due later"),
            self.env._("Received on this day"),
            self.env._("Closed on this day"),
        ]
