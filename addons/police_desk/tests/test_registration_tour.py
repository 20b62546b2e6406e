from datetime import timedelta

from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.police_grievance.tests.common import PoliceCase
from odoo.addons.police_grievance.tools.number import format_number
from odoo.addons.report_typst.tests.pdf_common import read_pdf

from .real_keys import RealKeysCase

PHONE = "+910000012345"


@tagged("post_install", "-at_install")
class TestRegistrationTour(RealKeysCase, PoliceCase):
    """A walk-in is taken down in Hindi, by keyboard alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.station.with_context(lang="hi_IN").name = "रामपुरवा"
        cls.env["police.category"].search([]).active = False
        cls.env["police.category"].create(
            {
                "name": "Drain",
                "code": "test_drain",
                "keywords": "नाली",
                "questions": "Since when?",
            }
        )
        for text in ("पहली शिकायत", "दूसरी शिकायत"):
            cls._complaint(
                cls.station,
                text=text,
                subject="",
                sender_kind="phone",
                sender_value=PHONE,
                sender_name="आशा उदाहरण",
            )
        cls._complaint(cls.station, subject="Somebody else")
        cls.colleague = cls._make_officer("test_desk2", "control_room", "constable", cls.zone)
        (cls.desk_user | cls.colleague).write({"lang": "hi_IN", "tz": "Asia/Kolkata"})

    def test_a_walk_in_by_keyboard_is_found_by_a_colleague(self):
        before = self.env["police.complaint"].search([])
        slips = self._keep_slips()
        self.start_tour("/odoo/start", "police_walk_in_by_keyboard", login="test_desk", timeout=180)
        complaint = self.env["police.complaint"].search([("id", "not in", before.ids)])
        self.assertEqual((complaint.unit_id, complaint.channel), (self.station, "walk_in"))
        self.assertEqual(complaint.category_id.code, "test_drain")
        self.assertIn("सोमवार से", complaint.description)
        self.assertEqual(len(complaint.party_ids.complainant_id.party_ids), 3)
        address = complaint.party_ids.complainant_id.address_ids
        self.assertEqual(
            address._contact_values(),
            {"is_shared": False, "do_not_call": True, "contact_from": 10, "contact_to": 17},
        )
        draft = self.env["police.registration"].search([("complaint_id", "=", complaint.id)])
        earlier = draft.started_at - complaint.received_at
        self.assertAlmostEqual(earlier, timedelta(hours=2), delta=timedelta(minutes=1))
        self.assertIn("दो घंटे से लाइन में थे", "".join(complaint.message_ids.mapped("body")))
        self.assertEqual(len(slips), 1)
        slip = read_pdf(slips[0])
        self.assertIn(format_number(complaint.number), slip)
        self.assertIn("112", slip)
        self._a_day_passes(complaint)
        self.start_tour("/odoo/complaints", "police_found_by_last_digits", login="test_desk2")

    def _keep_slips(self):
        """A list that gets each slip that is printed, in real PDF."""
        slips = []
        reports = type(self.env["ir.actions.report"])
        render = reports._render_qweb_pdf

        def kept(records, *args, **kwargs):
            pdf, kind = render(records, *args, **kwargs)
            slips.append(pdf)
            return pdf, kind

        self.patch(reports, "_render_qweb_pdf", kept)
        return slips

    def _a_day_passes(self, complaint):
        """Move all moments of a complaint a day back: the next day comes."""
        for model, condition in (("complaint", "id"), ("milestone", "complaint_id")):
            table = f"police_{model}"
            stored = self.env[table.replace("_", ".")]._fields.values()
            moments = [row.name for row in stored if row.type == "datetime" and row.store]
            moved = SQL(", ").join(
                SQL("%(name)s = %(name)s - interval '1 day'", name=SQL.identifier(name))
                for name in moments
            )
            self.env.flush_all()
            self.env.execute_query(
                SQL(
                    "UPDATE %s SET %s WHERE %s = %s RETURNING id",
                    SQL.identifier(table),
                    moved,
                    SQL.identifier(condition),
                    complaint.id,
                )
            )
        self.env.invalidate_all()

    def test_a_power_cut_loses_the_last_seconds_at_most(self):
        self.start_tour("/odoo/register", "police_power_cut", login="test_desk")

    def test_a_draft_goes_on_where_it_stopped(self):
        draft = self.env["police.registration"].with_user(self.desk_user)
        draft = draft.create({"description": "आधी बात"})
        self.start_tour("/odoo/start", "police_draft_goes_on", login="test_desk")
        self.assertEqual(draft.state, "registered")

    def test_one_of_two_places_is_chosen_by_its_number(self):
        places = self.env["police.place"].create(
            [
                {"name": "Nai Basti", "kind": "locality", "unit_id": unit.id}
                for unit in (self.station, self.other_station)
            ]
        )
        self.start_tour("/odoo/register", "police_which_one_by_number", login="test_desk")
        self.assertIn(self._newest().place_id, places)

    def test_one_of_two_stations_is_chosen_by_its_number(self):
        stations = self.station | self.other_station
        stations.name = "Nai Basti"
        self.start_tour("/odoo/register", "police_which_one_by_number", login="test_desk")
        self.assertIn(self._newest().unit_id, stations)

    def _newest(self):
        return self.env["police.complaint"].search([], order="id desc", limit=1)
