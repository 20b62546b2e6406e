import json

from odoo.tests import HttpCase, tagged

from odoo.addons.police_grievance.tests.common import PoliceCase

# As a word processor, an old program or a phone leaves it on the clipboard.
PASTED = "पहली पंक्ति\x0bदूसरी\0 \ud83d क्\u200dष\x1fअंत 😀"
KEPT = "पहली पंक्ति\nदूसरी  क्\u200dष अंत 😀"


@tagged("post_install", "-at_install")
class TestPastedSigns(HttpCase, PoliceCase):
    """What cannot be stored or shown is taken out, whichever way it comes in."""

    def _call(self, model, method, *args, **kwargs):
        """As the web client calls it; halves of a sign come as their escapes."""
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        answer = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps({"params": params}),
            headers={"Content-Type": "application/json"},
        ).json()
        self.assertNotIn("error", answer)
        return answer.get("result")

    def test_at_the_desk(self):
        self.authenticate("test_desk", "test_desk")
        values = {"channel": "walk_in", "name": "Asha\0 \ud83dDevi", "description": PASTED}
        [draft_id] = self._call("police.registration", "create", [values])
        draft = self.env["police.registration"].browse(draft_id)
        self.assertEqual((draft.description, draft.name), (KEPT, "Asha Devi"))
        self._call("police.registration", "write", [draft_id], {"place_text": "Ba\0zar"})
        self._call("police.registration", "action_register", [draft_id])
        complaint = self.env["police.complaint"].search([], order="id desc", limit=1)
        self.assertEqual(complaint.description, KEPT)

    def test_a_note_and_a_task(self):
        complaint = self._complaint(self.station)
        self.authenticate("test_head", "test_head")
        self.make_jsonrpc_request(
            "/mail/message/post",
            {
                "thread_model": "police.complaint",
                "thread_id": complaint.id,
                "post_data": {"body": "One\x0btwo\0 \ud83d", "message_type": "comment"},
            },
        )
        self.assertIn("One\ntwo", str(complaint.message_ids[0].body))
        task = complaint.with_user(self.station_head).activity_schedule(summary="One\x0btwo")
        self.assertEqual(task.summary, "One\ntwo")

    def test_search_boxes(self):
        self._complaint(self.station, subject="Papers")
        self.authenticate("test_head", "test_head")
        for field in ("search_words", "subject", "display_name"):
            domain = [[field, "ilike", "Pap\0ers\ud83d"]]
            found = self._call("police.complaint", "web_search_read", domain, {"subject": {}})
            if field == "subject":
                self.assertEqual(found["length"], 1)
        self._call("police.unit", "name_search", name="Ram\0purwa\ud83d")

    def test_names_and_lists(self):
        self.station.name = "Ram\x0bpurwa\0"
        self.assertEqual(self.station.name, "Ram\npurwa")
        rows = [["Code", "Kind", "Name in English", "Code of the unit above"]]
        rows.append(["N-1", "station", "Na\0va\x0bgaon \ud83d", self.station.parent_id.code])
        self.env["police.import.units"]._run(rows, True)
        unit = self.env["police.unit"].search([("code", "=", "N-1")])
        self.assertEqual(unit.name_english, "Nava gaon")
