import json
import re

from odoo import http
from odoo.tests import tagged

from .net_calls import REFUSED
from .net_common import NetCase

TELLING = ("police.complaint", "police.party", "police.complainant", "police.evidence")


@tagged("post_install", "-at_install")
class TestNetPapers(NetCase):
    """What leaves the screens tells no more: exports, reports, and the service's own log."""

    def _near(self, role):
        """The models that a role reads and of which something was planted."""
        for name, rows in self.rows.items():
            model = self.env[name].with_user(self.roles[role])
            if rows and not model._transient and model.has_access("read"):
                yield name

    def _paths(self, role, model):
        """Paths to all that an export of a model may name: of itself, and one link further."""
        for field in self._fields_for(role, model):
            yield field.name
            if field.relational and field.comodel_name in TELLING:
                for name in self._words_asked(role, field.comodel_name):
                    yield f"{field.name}/{name}"

    def test_no_export_tells(self):
        for role in self.roles:
            for model in self._near(role):
                paths = list(self._paths(role, model))
                rows = self.env[model].union(*(self._rows_of(model, one) for one in self.planted))
                ids = rows.with_user(self.roles[role])._filtered_access("read").ids
                self._call_in_parts(
                    role, model, "export_data", ids, asked=paths, where=f"export of {model}"
                )
        self._no_leak()

    def test_no_file_of_an_export_tells(self):
        paths = ["number", "subject", "description", "party_ids/complainant_id/name"]
        paths += ["evidence_ids/name", "message_ids/body", "follow_up_ids/direction"]
        asked = {
            "model": "police.complaint",
            "fields": [{"name": path, "label": path} for path in paths],
            "ids": self.complaints.ids,
            "domain": [],
            "import_compat": False,
        }
        for role, user in self.roles.items():
            if role == "public":
                continue
            self.authenticate(user.login, self.password)
            for ids in (self.complaints.ids, *([one] for one in self.complaints.ids), False):
                data = {
                    "data": json.dumps({**asked, "ids": ids}),
                    "csrf_token": http.Request.csrf_token(self),
                }
                answer = self.url_open("/web/export/csv", data=data).text
                self._look(role, answer, "/web/export/csv")
        self._no_leak()

    def test_no_report_tells(self):
        """Each report, rendered as the server does before it prints."""
        reports = self.env["ir.actions.report"].search([("model", "in", [*self.rows])])
        self.assertTrue(reports)
        for report in reports:
            model, name = report.model, report.report_name
            for role in self.roles:
                for one in self.planted:
                    ids = self._rows_of(model, one).ids
                    self._look(role, self._rendered(role, name, ids), name)
        self._no_leak()

    def _rendered(self, role, name, ids):
        with self._undone():
            reports = self._env_of(role)["ir.actions.report"]
            try:
                values = reports._typst_values(reports._get_report(name), ids)
                return json.dumps(values, ensure_ascii=False)
            except Exception as refused:  # noqa: BLE001 pylint: disable=broad-except
                return f"{REFUSED}{refused!r}"

    def test_no_log_line_tells(self):
        """Neither while the complaints came in and were worked on, nor when a look is refused."""
        with self._captured_logs() as lines:
            for role in self.roles:
                for model in ("police.complaint", "police.party", "police.evidence"):
                    for one in self.planted:
                        self._call(role, model, "read", self._rows_of(model, one).ids)
        told = "\n".join([*self.log_lines, *lines])
        for one in self.planted:
            for word in (*one.tells["who"], *one.tells["file"], one.tells["what"][0]):
                self.assertIsNone(re.search(re.escape(word), told, re.IGNORECASE), one.label)
