import io
import re

from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from .citizen_common import CitizenCase

# Ids that stand nowhere by chance, so that all columns of all tables can be searched as text.
USER_ID = 770_012_301
PARTNER_ID = 770_045_607
LOGIN = "quillfeather-login"
EMAIL = "zubeda.quillfeather@example.org"
NAME = "Zubeda Quillfeather"
PHONE = "+910000077123"


@tagged("post_install", "-at_install")
class TestAnonymousUnlinked(CitizenCase):
    """What was filed anonymously in an account is tied to it nowhere in the database."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._next_id("res_users", USER_ID)
        cls._next_id("res_partner", PARTNER_ID)
        cls.citizen = new_test_user(
            cls.env, LOGIN, groups="base.group_portal", name=NAME, email=EMAIL, phone=PHONE
        )
        cls.env.flush_all()
        for table in ("res_users", "res_partner"):
            cls._next_id(table, cls._highest_id(table) + 1)

    @classmethod
    def _next_id(cls, table, value):
        """Undone with the test, unlike `setval`."""
        query = "ALTER SEQUENCE %s RESTART WITH %s"
        cls.env.cr.execute(SQL(query, SQL.identifier(f"{table}_id_seq"), value))

    @classmethod
    def _highest_id(cls, table):
        query = "SELECT max(id) FROM %s WHERE id < %s"
        cls.env.cr.execute(SQL(query, SQL.identifier(table), USER_ID - 1))
        return cls.env.cr.fetchone()[0]

    def setUp(self):
        super().setUp()
        self.assertEqual((self.citizen.id, self.citizen.partner_id.id), (USER_ID, PARTNER_ID))
        self.authenticate(LOGIN, LOGIN)
        self.form = self._form()
        self.before = self._rows_that_tell()

    def _form(self, path="/my/complaints/new"):
        page = self._get(path)
        return {
            "key": self._key(page),
            "csrf_token": re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1],
        }

    def _rows_that_tell(self):
        """Every row of every table that holds something of the account, all columns as text.

        :rtype: set of (table, row)
        """
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT table_name FROM information_schema.tables
            WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
            """
        )
        wanted = [str(USER_ID), str(PARTNER_ID), LOGIN, EMAIL, NAME, PHONE, PHONE[-10:]]
        pattern = "|".join(re.escape(word) for word in wanted)
        found = set()
        for [table] in self.env.cr.fetchall():
            query = (
                "SELECT row_text FROM (SELECT t::text AS row_text FROM %s t) x WHERE row_text ~* %s"
            )
            rows = self.env.execute_query(SQL(query, SQL.identifier(table), pattern))
            found |= {(table, row) for [row] in rows}
        return found

    def _file(self, text="The money lender threatens us", **values):
        """File anonymously in the account; the path of the page that the citizen gets."""
        fields = {**self.form, "text": text, "confidentiality": "anonymous", **values}
        answer = self._post("/my/complaints/new", **fields)
        return answer.headers["Location"].partition("?")[0]

    def _assert_unlinked(self):
        """Nothing tells now that did not before: the rows of the account itself, unchanged.

        So neither a new row names it, nor does an old one say by its `write_date` when it was.
        """
        self.assertFalse(self._rows_that_tell() - self.before)

    def test_the_search_finds_an_account(self):
        tables = {table for table, _row in self.before}
        self.assertLessEqual({"res_users", "res_partner"}, tables)
        self._post(
            "/my/complaints/new",
            **self.form,
            text="The money lender",
            confidentiality="confidential",
        )
        found = {table for table, _row in self._rows_that_tell() - self.before}
        self.assertLessEqual({"police_complainant", "police_complainant_address"}, found)

    def test_filing_leaves_no_trace(self):
        self._file()
        self._assert_unlinked()

    def test_filing_twice_with_one_form_leaves_no_trace(self):
        self._file()
        self._file()
        self._assert_unlinked()

    def test_what_follows_leaves_no_trace_while_logged_in(self):
        path = self._file()
        self._get(f"{path}?done=filed_anonymous")
        self._get(f"{path}/acknowledgement")
        note = [("files", ("note.txt", io.BytesIO(b"what he wrote"), "text/plain"))]
        key = self._key(self._get(path))
        self._post(f"{path}/reply", text="They came again", key=key, files=note)
        complaint = self.env["police.complaint"].search(
            [("description", "=", "The money lender threatens us")]
        )
        complaint.sudo().write(complaint._unit_values(self.station))
        complaint.sudo()._move_to("with_station")
        complaint.sudo()._move_to("action_taken")
        self._post(f"{path}/feedback", answer="resolved", key=self._key(self._get(path)))
        complaint.sudo()._move_to("closed", self.env.ref("police_grievance.outcome_resolved"))
        self._post(f"{path}/reopen", reason="They came once more", key=self._key(self._get(path)))
        self.assertTrue(complaint.is_open)
        self._assert_unlinked()

    def test_a_wrong_link_tried_while_logged_in_leaves_no_trace(self):
        self._get("/complaint/follow/wrong", 404)
        self._assert_unlinked()

    def test_nothing_of_the_account_decides_which_form_was_sent(self):
        """Even hashed it could be tried out: a form is known by its own secret alone."""
        self._file()
        submission = self.env["police.submission"].search([], order="id desc", limit=1)
        for owner in (f"file:{USER_ID}", f"file:{PARTNER_ID}", f"file:{LOGIN}"):
            digest = submission._digest((owner, self.form["key"]))
            self.assertNotIn(digest, (submission.key, submission.fingerprint))

    def test_a_key_that_is_not_ours_opens_nobody_elses(self):
        first = self._file(key="1")
        self.assertNotEqual(self._file(key="1"), first)
        number = self.env["police.complaint"].search_count(
            [("description", "=", "The money lender threatens us")]
        )
        self.assertEqual(number, 2)
