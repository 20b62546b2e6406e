from odoo import models

from odoo.addons.police_force.tools.phone import format_phone

from ..tools.quoted import own_words

# Of the width that moments leave, which stand on one line: what is long; else one.
SHARES = {"datetime": None, "text": 3}
LONG = ("answer", "direction", "note", "name", "sha256")


class PoliceCaseSheet(models.AbstractModel):
    """All of one complaint for the officer's file, as far as who prints it may see it."""

    _name = "report.police_grievance.case_sheet"
    _inherit = "police.paper.mixin"
    _description = "Case Sheet"
    _paper_model = "police.complaint"

    def _paper(self, complaint):
        number, printed = complaint._paper_number(), complaint._paper_moment(self.env.cr.now())
        return {
            "heading": self._heading(self.env.lang),
            "title": self.env._("Case sheet"),
            "running": f"{number} · {printed}",
            "number": number,
            "subject": self._value(complaint, "subject"),
            "danger": self._danger() if complaint.priority == "2" else None,
            "facts": self._facts(complaint),
            "people-are": self.env._("Who complained"),
            "confidentiality": (
                self.env._("Who may know"),
                self._label(complaint, "confidentiality"),
                True,
            ),
            "people": self._people(complaint),
            "people-hidden": self.env._("Not shown to who printed this sheet."),
            "words-are": self.env._("What happened"),
            "words": self._value(complaint, "description"),
            "said-is": self.env._("What was said since, in order"),
            "said": self._said(complaint),
            "tables": [table for table in self._tables(complaint) if table["rows"]],
        }

    def _danger(self):
        return self.env._("The words speak of danger. If somebody is in danger now: 112.")

    def _said(self, complaint):
        """The conversation with the citizen and the remarks of officers, the oldest first."""
        messages = self.env["mail.message"]
        if not messages._may_read_words():
            return []
        labels = {
            "from": self.env._("From the citizen"),
            "to": self.env._("To the citizen"),
            "other": self.env._("From somebody else"),
            "remark": self.env._("Remark"),
        }
        said = []
        for message in complaint.message_ids.sorted("id"):
            side, words = message._citizen_side(), own_words(message.body).strip()
            if side and words:
                by = [labels[side], complaint._paper_moment(message.date)]
                by += [message.author_id.name or ""] if side == "remark" else []
                said.append({"by": " · ".join(filter(None, by)), "words": words})
        return said

    def _facts(self, complaint):
        """(label, value) of what is known of it, without what is empty."""
        names = ("channel", "category_id", "nature", "stage_id", "unit_id", "circle_id")
        names += ("district_id", "post_id", "complained_unit_id", "place_id", "place_text")
        names += ("pin_code", "received_at", "promised_deadline", "deadline", "closed_at")
        names += ("outcome_id", "outcome_note")
        facts = [(self._name_of(complaint, name), self._value(complaint, name)) for name in names]
        return [fact for fact in facts if fact[1]]

    def _people(self, complaint):
        """Who is named on it: (role, name, addresses), or None where the user may not know."""
        parties = self.env["police.party"]
        if not parties.has_access("read"):
            return None
        parties = parties.search([("complaint_id", "=", complaint.id)])
        if not parties:
            return None
        return [
            (
                self._label(party, "role"),
                party.complainant_id.name or "",
                ", ".join(format_phone(value or "") for value in party.address_ids.mapped("value")),
            )
            for party in parties
        ]

    def _tables(self, complaint):
        """What happened, table by table."""
        tables = {
            "milestone_ids": ("happened_at", "code", "unit_id", "rank_id", "text"),
            "report_ids": ("reported_at", "unit_id", "kind_id", "text"),
            "follow_up_ids": ("contacted_at", "user_id", "method", "direction", "answer"),
            "pause_ids": ("start", "end", "reason_id", "approver_id"),
            "escalation_ids": ("due_at", "fired_at", "rank_id", "post_id", "user_id"),
            "verification_ids": ("asked_at", "user_id", "method", "result", "note"),
            "feedback_ids": ("given_at", "answer", "rating", "comment"),
            "evidence_ids": ("received_at", "name", "size", "sha256"),
        }
        return [self._table_of(complaint, name, columns) for name, columns in tables.items()]

    def _table_of(self, complaint, name, columns):
        model = self.env[complaint._fields[name].comodel_name]
        rows = complaint[name] if model.has_access("read") else model
        return {
            "title": self._name_of(complaint, name),
            "columns": [self._name_of(model, column) for column in columns],
            "shares": [self._share(model, column) for column in columns],
            "rows": [
                [self._value(row, column, complaint) for column in columns]
                for row in rows.sorted(columns[0])
            ],
        }

    def _share(self, model, column):
        return 2 if column in LONG else SHARES.get(model._fields[column].type, 1)

    def _name_of(self, model, name):
        return model._fields[name]._description_string(self.env)

    def _label(self, record, name):
        return dict(record._fields[name]._description_selection(self.env)).get(record[name], "")

    def _value(self, record, name, complaint=None):
        """A field in words, moments in the time zone of the complaint's unit."""
        if hasattr(record, "_readable_name"):
            name = record._readable_name(name)
        field, value = record._fields[name], record[name]
        if field.type == "datetime":
            return (complaint or record)._paper_moment(value)
        if field.type == "selection":
            return self._label(record, name)
        if field.type == "many2one":
            return value.display_name or ""
        return str(value) if value else ""
