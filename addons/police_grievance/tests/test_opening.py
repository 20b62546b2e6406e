from unittest.mock import patch

from odoo import fields
from odoo.fields import Command
from odoo.models import BaseModel
from odoo.tests import tagged

from ..tools.fingerprint import fingerprint
from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestOpening(PoliceCase):
    """What a new complaint is stored with, and what it costs."""

    def _opened(self):
        """Complaints as they come in and are made, each kind once."""
        places = {"place_text": "घाटमपुर के पास", "sender_name": "राम प्रसाद गढ़वाल"}
        envelopes = [
            self._envelope(),
            self._envelope("रात भर शोर होता है।", subject="", **places),
            self._envelope(sender_kind="phone", sender_value="+910000012345", sender_name=""),
            self._envelope(sender_kind="other", sender_value="House 12345", channel="post"),
            self._envelope(
                vulnerability_codes=[self.env["police.vulnerability"].search([])[0].code]
            ),
        ]
        complaints = self.env["police.complaint"].sudo()
        opened = complaints.union(*(complaints._intake(one).complaint for one in envelopes))
        now = fields.Datetime.now()
        for values in (
            {"vulnerability_ids": [Command.set([])]},
            {"closed_at": now, "gross_hours": 3.0, "deadline": now},
            {"closed_at": str(now), "set_aside": "spam"},
        ):
            opened |= complaints.create({"subject": "Lost", **values})
        return opened

    def test_what_is_stored_is_what_would_be_computed(self):
        opened = self._opened()
        people = opened.party_ids.complainant_id
        self.assertEqual(len(people), 4)
        for records in (opened, people, people.address_ids):
            computed = [field for field in records._fields.values() if field.precompute]
            names = [field.name for field in computed]
            self.env.flush_all()
            self.env.invalidate_all()
            stored = [{name: row[name] for name in names} for row in records]
            for field in computed:
                self.env.add_to_compute(field, records)
            self.env.flush_all()
            self.env.invalidate_all()
            for row, before in zip(records, stored, strict=True):
                self.assertEqual({name: row[name] for name in names}, before)

    def test_no_draft_is_made_of_what_comes_in(self):
        """Core makes one of each record to compute what is stored with it: that costs more than the row."""
        complaints = self.env["police.complaint"]
        with patch.object(BaseModel, "new", side_effect=AssertionError):
            opened = complaints._intake(self._envelope(sender_kind="phone")).complaint
        self.assertEqual(opened.party_ids.complainant_id.name, "Asha Example")

    def test_among_many_that_say_the_same_the_first_is_found_without_reading_the_others(self):
        complaints = self.env["police.complaint"].sudo()
        for way in ("seqscan", "sort", "incremental_sort"):
            self.env.cr.execute(f"SET LOCAL enable_{way} TO off")
        asked = []
        execute = type(self.env.cr).execute

        def explained(cursor, query, *args, **kwargs):
            asked.append(cursor.mogrify(query.code, query.params).decode())
            return execute(cursor, query, *args, **kwargs)

        with patch.object(type(self.env.cr), "execute", explained):
            complaints._with_same_words(fingerprint("a b c d e f"), fields.Datetime.now())
        self.env.cr.execute(f"EXPLAIN {asked[-1]}")
        plan = "\n".join(line for (line,) in self.env.cr.fetchall())
        self.assertIn("same_words", plan)
        self.assertNotIn("Sort", plan)
