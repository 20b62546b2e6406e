import csv
from pathlib import Path

from odoo.tests import TransactionCase, tagged

from odoo.addons.police_channels.adapters.mail.parser import parse_mail
from odoo.addons.police_grievance.tools.kruti_dev import to_unicode

MAILS = Path(__file__).resolve().parent / "mails"


@tagged("post_install", "-at_install")
class TestMails(TransactionCase):
    """Mails as citizens of the zone write them: what a careful person makes of each.

    The station of one about the police is the one complained of; an empty cell asks nothing.
    """

    def test_each_mail_is_understood(self):
        with (MAILS / "cases.csv").open(encoding="utf-8", newline="") as stream:
            for case in csv.DictReader(stream):
                with self.subTest(case["file"]):
                    self._check(case, parse_mail((MAILS / case["file"]).read_bytes()))

    def _check(self, case, mail):
        subject, text = to_unicode(mail.subject, mail.text)
        verdict = self.env["police.understanding"]._understand(f"{subject}\n{text}")
        route = self.env["police.routing"]._find({"subject": subject, "description": text})
        station = self.env["police.unit"].browse(route.unit or ()).code or ""
        found = {
            "station": station,
            "routing": route.state,
            "category_ok": verdict.category.value.code,
            "language": verdict.language[:2],
            "danger": "yes" if verdict.danger.value else "no",
            "about_police": "yes" if verdict.about_police.value else "no",
        }
        for column, value in found.items():
            if case[column]:
                self.assertIn(value, case[column].split("|"), column)
