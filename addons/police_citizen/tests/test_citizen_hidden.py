from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .citizen_common import CitizenCase

PLANTED_NAME, PLANTED_EMAIL = "Planted Citizen", "planted.citizen@example.org"


@tagged("post_install", "-at_install")
class TestCitizenHidden(CitizenCase):
    """Every internal user reads all partners, but not those of citizens with complaints."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.citizen = new_test_user(
            cls.env,
            "planted_login",
            groups="base.group_portal",
            name=PLANTED_NAME,
            email=PLANTED_EMAIL,
        )
        cls.partner = cls.citizen.partner_id
        cls.party.complainant_id.partner_id = cls.partner
        cls.auditor = new_test_user(cls.env, "test_auditor", groups="police_force.group_auditor")

    def _blind_users(self):
        return (
            self.constable,
            self.station_head,
            self.circle_officer,
            self.auditor,
            self.env.ref("base.user_admin"),
        )

    def test_staff_finds_neither_partner_nor_user(self):
        for user in self._blind_users():
            for model in ("res.partner", "res.users"):
                records = self.env[model].with_user(user)
                for planted in (PLANTED_NAME, PLANTED_EMAIL, "planted_login"):
                    self.assertFalse(records.name_search(planted), (user.login, model))
                for field in ("name", "email"):
                    self.assertFalse(records.search_read([(field, "ilike", "planted")], ["id"]))
                self.assertNotIn("planted", str(records.search_read([], ["display_name"])).lower())

    def test_staff_reads_and_exports_neither(self):
        for user in self._blind_users():
            partner, citizen = self.partner.with_user(user), self.citizen.with_user(user)
            for record in (partner, citizen):
                with self.assertRaises(AccessError):
                    record.read(["name"])
                user.group_ids += self.env.ref("base.group_allow_export")
                with self.assertRaises(AccessError):
                    record.export_data(["name", "email"])

    def test_typing_the_address_into_a_message_finds_nobody(self):
        complaint = self.complaint.with_user(self.constable)
        found = complaint._partner_find_from_emails_single([PLANTED_EMAIL], no_create=True)
        self.assertFalse(found)

    def test_the_control_room_and_the_citizen_see_the_account(self):
        for user in (self.desk_user, self.citizen):
            partner = self.partner.with_user(user)
            self.assertEqual(partner.read(["name"])[0]["name"], PLANTED_NAME)
        self.assertTrue(self.env["res.partner"].with_user(self.desk_user).name_search(PLANTED_NAME))

    def test_other_partners_stay_visible(self):
        colleague = (
            self.env["res.partner"]
            .with_user(self.constable)
            .search([("name", "=", self.station_head.name)])
        )
        self.assertEqual(colleague, self.station_head.partner_id)

    def test_staff_still_reads_the_conversation(self):
        self.complaint._reply_by_citizen(self.party, "One more word", [], "k")
        self.authenticate("test_constable", "test_constable")
        answer = self.make_jsonrpc_request(
            "/mail/thread/messages",
            {"thread_model": "police.complaint", "thread_id": self.complaint.id},
        )
        self.assertIn("One more word", str(answer))
        self.assertNotIn("Planted", str(answer))
        self.assertNotIn("planted", str(answer))
