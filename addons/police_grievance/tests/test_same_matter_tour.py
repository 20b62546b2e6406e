from odoo.tests import HttpCase, tagged

from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestSameMatterTour(HttpCase, PoliceCase):
    """One press joins what belongs together, and parts what does not: in Hindi, in a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["police.place"].search([]).active = False
        cls.desk_user.lang = "hi_IN"
        cls.first = cls._complaint(sender_value="first@example.org")

    def test_joined(self):
        other = self._complaint(sender_value="second@example.org")
        self.start_tour("/odoo/complaints", "police_same_matter_joined", login="test_desk")
        self.assertEqual(other.merged_into_id, self.first)

    def test_parted(self):
        words = "Alag complaint hai ye: Shyamgarh me meri cycle chori ho gayi."
        self.env["police.complaint"]._intake(
            self._envelope(words, sender_value="first@example.org", references=self.first.ids)
        )
        address = f"/odoo/complaints/{self.first.id}"
        self.start_tour(address, "police_new_matter_parted", login="test_desk")
        self.assertFalse(self.first.has_new_matter)
        opened = self.env["police.complaint"].search([("description", "=", words)])
        self.assertEqual(opened.unit_id, self.other_station)
