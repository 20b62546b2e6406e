"""Who stays anonymous is struck out of the words before they are stored, and stands nowhere."""

import re

from odoo import fields
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from ..tools.mask import HIDDEN
from .citizen_common import CitizenCase
from .common import PoliceCase

NAME, PHONE, EMAIL = "Zubeda Quillfeather", "+910000077123", "zubeda.quillfeather@example.org"
# The account's own rows, which tell nothing of a complaint.
OF_ACCOUNT = ("res_partner", "res_users")
WORDS = (
    f"He shouts at {NAME} every night. I am ज़ुबेदा, call 00000-77123 or {EMAIL}.\n"
    "My other number is ००००० ७७१२३.\n\nYours faithfully\nZubaida"
)
TOLD = ("quillfeather", "zubeda", "zubaida", "ज़ुबेदा", "77123", "७७१२३")


class Planted:
    """Mixin: looks through the whole database."""

    def _rows_that_tell(self, but=()):
        """Each row of each table, as text, in which something planted stands: a set of (table, row)."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        found = set()
        for [table] in self.env.cr.fetchall():
            query = SQL(
                "SELECT %s, row::text FROM %s AS row WHERE row::text ILIKE ANY(%s)",
                table,
                SQL.identifier(table),
                [f"%{told}%" for told in TOLD],
            )
            if table not in but:
                self.env.cr.execute(query)
                found.update(self.env.cr.fetchall())
        return found


@tagged("post_install", "-at_install")
class TestMaskAtDesk(PoliceCase, Planted):
    def _register(self, **values):
        draft = self.env["police.registration"].with_user(self.desk_user)
        draft = draft.create(
            {
                "identity": "anonymous",
                "phone": "00000 77123",
                "name": NAME,
                "channel": "other_office",
                "reference": f"Letter of {NAME}, 12/2026",
                "description": WORDS,
                "answers": {"Who saw it?": f"Only I, {NAME}"},
                "place_text": f"Behind {NAME} Stores",
                "received_text": False,
                **values,
            }
        )
        draft.action_register()
        return draft

    def test_registered_anonymously(self):
        draft = self._register(
            received_at=fields.Datetime.subtract(fields.Datetime.now(), hours=2),
            received_reason=f"{NAME} had called at the gate, 0000077123",
        )
        self.assertIn(HIDDEN, draft.complaint_id.description)
        self.assertIn("shouts at", draft.complaint_id.description)
        self.assertIn("Who saw it?", draft.complaint_id.description)
        kept = draft.complaint_id.sudo().protected_text_ids
        self.assertFalse(kept, kept.mapped("text") + kept.mapped("shown"))
        self.assertFalse(self._rows_that_tell())

    def test_somebody_known_who_stays_anonymous(self):
        """The name on record is struck out with the one that is typed."""
        self._complaint(self.station, sender_kind="phone", sender_value=PHONE, sender_name=NAME)
        draft = self._register(name=False, phone="+91 00000 77123")
        self.assertNotIn("Quillfeather", draft.complaint_id.description)
        self.assertNotIn("77123", draft.complaint_id.description)

    def test_added_to_a_complaint_anonymously(self):
        complaint = self._complaint(self.station, identity="open")
        draft = self.env["police.registration"].with_user(self.desk_user)
        draft = draft.create(
            {"identity": "anonymous", "phone": "0000077123", "name": NAME, "description": WORDS}
        )
        draft.action_join(complaint.id)
        self.assertEqual(draft.state, "joined")
        self.assertFalse(self._rows_that_tell())

    def test_more_words_to_it(self):
        """Nobody is known by whom a name could be hidden later: numbers go before they are stored."""
        complaint = self._register().complaint_id
        self.env["police.complaint"]._intake(
            self._envelope(
                text="Call my neighbour at 00000-77123.",
                references=complaint.ids,
                sender_kind="other",
                sender_value="",
                sender_name="",
            )
        )
        self.assertIn(HIDDEN, complaint.message_ids[0].body)
        self.assertFalse(self._rows_that_tell())


@tagged("post_install", "-at_install")
class TestMaskInPortal(CitizenCase, Planted):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.citizen = new_test_user(
            cls.env, "citizen", groups="base.group_portal", name=NAME, email=EMAIL
        )
        cls.citizen.partner_id.phone = PHONE

    def _file(self, **values):
        self.authenticate("citizen", "citizen")
        page = self._get("/my/complaints/new")
        form = {
            "key": self._key(page),
            "csrf_token": re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1],
            "text": WORDS,
            "identity": "anonymous",
            **values,
        }
        files = {"files": (f"{NAME}.txt", f"I am {NAME}.".encode(), "text/plain")}
        return self._post("/my/complaints/new", files=files, **form).headers["Location"]

    def test_filed_anonymously(self):
        # That the account was opened stands in a message of its own.
        before = self._rows_that_tell(OF_ACCOUNT)
        path = self._file(place=f"Behind {NAME} Stores").partition("?")[0]
        complaint = self.env["police.complaint"].search([], order="id desc", limit=1)
        self.assertEqual(complaint.identity, "anonymous")
        self.assertIn("shouts at •••", complaint.description)
        self.assertEqual(complaint.evidence_ids.name, "••• •••.txt")
        self.assertEqual(self._rows_that_tell(OF_ACCOUNT), before)
        page = self._get(path)
        reply = {"key": self._key(page), "text": "He rang me at 00000-77123 again."}
        self._post(f"{path}/reply", **reply)
        self.assertIn(HIDDEN, self._conversation(complaint).body)
        self.assertEqual(self._rows_that_tell(OF_ACCOUNT), before)

    def test_what_the_account_filed_before_is_struck_out_too(self):
        person = self.env["police.complainant"].create(
            {
                "name": "Zubaida",
                "partner_id": self.citizen.partner_id.id,
                "corrected_from": "Sunita Devi",
                "address_ids": [(0, 0, {"kind": "other", "value": "c/o Lala Stores"})],
            }
        )
        self._file(text="I am Sunita Devi, c/o Lala Stores. He shouts.")
        complaint = self.env["police.complaint"].search([], order="id desc", limit=1)
        self.assertEqual(complaint.description, "I am ••• •••, •••. He shouts.")
        self.assertNotIn(person, complaint.party_ids.complainant_id)
