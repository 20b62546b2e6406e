from odoo.tests import tagged

from ..tools.envelope import EnvelopeFile
from .common import PoliceCase

# सेवा में, श्रीमान थानाध्यक्ष महोदय, थाना रामपुरवा / … मेरी मोटर साइकिल चोरी हो गयी है।
SUBJECT = "izkFkZuk i="
PETITION = (
    "lsok esa]\nJheku Fkkuk/;{k egksn;] Fkkuk jkeiqjok\n"
    "fuosnu gS fd esjh eksVj lkbfdy pkSdh ds lkeus ls pksjh gks x;h gSA\nizkFkhZ jktsUnz"
)
READ = (
    "सेवा में,\nश्रीमान थानाध्यक्ष महोदय, थाना रामपुरवा\n"
    "निवेदन है कि मेरी मोटर साइकिल चौकी के सामने से चोरी हो गयी है।\nप्रार्थी राजेन्द्र"
)
DANGER = "tYnh vkb;s] og eq>s tku ls ekj nsxkA"


@tagged("post_install", "-at_install")
class TestTypedWords(PoliceCase):
    """Words typed for the font Kruti Dev become the complaint's words; as they came they stay."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.station.name_hindi = "रामपुरवा"
        cls.complaints = cls.env["police.complaint"]

    def _opened(self, text=PETITION, subject=SUBJECT, **values):
        return self.complaints._intake(self._envelope(text, subject=subject, **values)).complaint

    def test_read_searched_routed_and_answered_in_hindi(self):
        complaint = self._opened()
        self.assertEqual(complaint.subject, "प्रार्थना पत्र")
        self.assertEqual(complaint.description, READ)
        self.assertEqual(complaint.language, "hi_IN")
        self.assertEqual(complaint.unit_id, self.station)
        self.assertEqual(complaint.routing_state, "certain")
        self.assertNotEqual(complaint.priority, "2")
        found = self.complaints.search([("search_words", "ilike", "साइकिल")])
        self.assertIn(complaint, found)
        self.assertEqual(self._opened(DANGER).priority, "2", "danger is seen")

    def test_as_it_arrived_for_staff_and_citizen(self):
        complaint = self._opened(files=[EnvelopeFile("photo.txt", "text/plain", b"a file")])
        typed = complaint.evidence_ids.filtered("is_typed")
        self.assertEqual(typed.attachment_id.raw.decode(), f"{SUBJECT}\n\n{PETITION}")
        as_staff = complaint.with_user(self.station_head)
        self.assertEqual(as_staff.as_arrived, f"{SUBJECT}\n\n{PETITION}")
        self.env.invalidate_all()
        on_form = as_staff.with_context(bin_size=True).read(["as_arrived"])[0]
        self.assertEqual(on_form["as_arrived"], f"{SUBJECT}\n\n{PETITION}")
        view = complaint._citizen_view(complaint.party_ids, "hi_IN")
        self.assertEqual(view["words"], READ)
        self.assertEqual(view["as_arrived"], f"{SUBJECT}\n\n{PETITION}")
        self.assertEqual([row["name"] for row in view["files"]], ["photo.txt"])

    def test_a_reply(self):
        complaint = self._opened("My purse was stolen.", subject="Purse")
        self.assertFalse(complaint.as_arrived)
        self.complaints._intake(self._envelope(DANGER, complaint_numbers=[complaint.number]))
        words = complaint._citizen_view(complaint.party_ids, "hi_IN")["conversation"][-1]["text"]
        self.assertEqual(words, "जल्दी आइये, वह मुझे जान से मार देगा।")
        self.assertEqual(complaint.as_arrived, DANGER)

    def test_of_who_hides_the_station_sees_only_what_can_be_masked(self):
        complaint = self._opened(confidentiality="confidential")
        self.assertFalse(complaint.with_user(self.station_head).as_arrived)
        self.assertTrue(complaint.with_user(self.desk_user).as_arrived)

    def test_of_who_is_anonymous_nothing_is_kept(self):
        complaint = self._opened(confidentiality="anonymous", hidden_names=["राजेन्द्र कुमार"])
        self.assertNotIn("राजेन्द्र", complaint.description)
        self.assertFalse(complaint.evidence_ids)
        self.assertFalse(complaint.as_arrived)

    def test_what_can_be_read_stays_alone(self):
        complaint = self._opened("mera mobile chori ho gya thana rampurwa", subject="")
        self.assertEqual(complaint.description, "mera mobile chori ho gya thana rampurwa")
        self.assertFalse(complaint.evidence_ids)
