from odoo import api, models


class PoliceCaseSheet(models.AbstractModel):
    """All of one complaint for the officer's file, as far as who prints it may see it."""

    _name = "report.police_grievance.case_sheet"
    _description = "Case Sheet"

    @api.model
    def _get_report_values(self, docids, data=None):
        complaints = self.env["police.complaint"].browse(docids)
        complaints.check_access("read")
        return {
            "doc_ids": docids,
            "doc_model": "police.complaint",
            "sheets": [self._sheet(complaint) for complaint in complaints],
        }

    def _sheet(self, complaint):
        """Labels and words of one sheet; no record, so that a template reaches no further."""
        return {
            "number": complaint._paper_number(),
            "subject": self._value(complaint, "subject"),
            "danger": complaint.priority == "2",
            "facts": self._facts(complaint),
            "identity": self._label(complaint, "identity"),
            "people": self._people(complaint),
            "words": self._value(complaint, "description"),
            "tables": [table for table in self._tables(complaint) if table["rows"]],
            "zone": self.env["police.unit"]._zone_desk().with_env(self.env).name or "",
            "printed": complaint._paper_moment(self.env.cr.now()),
        }

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
                ", ".join(party.address_ids.mapped("value")),
            )
            for party in parties
        ]

    def _tables(self, complaint):
        """What happened, table by table."""
        tables = {
            "milestone_ids": ("happened_at", "code", "unit_id", "rank_id", "text"),
            "follow_up_ids": ("contacted_at", "user_id", "method", "contact", "answer"),
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
            "rows": [
                [self._value(row, column, complaint) for column in columns]
                for row in rows.sorted(columns[0])
            ],
        }

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
