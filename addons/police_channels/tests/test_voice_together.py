from odoo.tests import HttpCase, tagged
from odoo.tools import SQL, mute_logger

from odoo.addons.queue_job.tests.common import trap_jobs

from ..tools.signature import ENVELOPE_HEADER, SIGNATURE_HEADER, STORED, sign
from ..tools.together import joined
from .voice_common import VoiceCase, call, sound


@tagged("post_install", "-at_install")
class TestVoiceTogether(VoiceCase, HttpCase):
    """Several calls that the voice door hands in with one request."""

    def _post(self, *bodies, envelope=None):
        body, told = joined(bodies)
        envelope = envelope or told
        headers = {
            "Content-Type": "application/octet-stream",
            ENVELOPE_HEADER: envelope,
            SIGNATURE_HEADER: sign(self.channel.secret, envelope, body),
        }
        answer = self.url_open("/police/channel/voice/in", data=body, headers=headers)
        self.env.invalidate_all()
        return answer

    def _events(self):
        return self.events.search([("channel_id", "=", self.channel.id)], order="id")

    def test_each_is_an_arrival_of_its_own(self):
        bodies = [call("1", ("ended", "1")), call("2", recording=sound(1)), call("3")]
        answer = self._post(*bodies)
        self.assertEqual((answer.status_code, answer.text), (200, STORED))
        self.assertEqual([event._raw() for event in self._events()], bodies)
        self.assertEqual(set(self._events().mapped("headers")), {"{}"})
        with trap_jobs():
            self.events._take_arrivals()
        kinds = self._events().message_ids.sorted("event_id").mapped("kind")
        self.assertEqual(kinds, ["rang", "person", "rang"])

    def test_each_counts_once(self):
        """Sent again after an answer that got lost, with others, and twice in one request."""
        self._post(call("1"), call("2"))
        self._post(call("2"), call("3"), call("3"))
        counts = [(event._raw(), event.repeat_count) for event in self._events()]
        self.assertEqual(counts, [(call("1"), 0), (call("2"), 1), (call("3"), 0)])

    def test_they_cost_one_statement(self):
        door, bodies = self.env["police.channel"]._door("voice"), [call(str(n)) for n in range(40)]
        with self.assertQueryCount(1):
            self.events._store_awaited(door, bodies, {})

    def test_much_is_in_no_statement(self):
        """Theirs are of the savepoint: the bytes go to the database as they are."""
        door, bodies = self.env["police.channel"]._door("voice"), [call("1", recording=sound(7))]
        with self.assertQueryCount(2):
            self.events._store_awaited(door, bodies, {})
        self.assertEqual([event._raw() for event in self._events()], bodies)

    def test_much_that_came_before_counts_once(self):
        bodies = [call(str(number), recording=sound(7)) for number in range(3)]
        self._post(*bodies[:2])
        self._post(*bodies, bodies[2])
        counts = [(event._raw(), event.repeat_count) for event in self._events()]
        self.assertEqual(counts, [(bodies[0], 1), (bodies[1], 1), (bodies[2], 0)])

    def test_no_time_is_spent_on_pressing_a_recording_together(self):
        """Of silence little would be left; of a voice as good as all."""
        raw = call("1", recording=sound(7, loudness=0))
        self.events._store(self.env["police.channel"]._door("voice"), raw, {})
        sizes = SQL("SELECT pg_column_size(raw) FROM police_channel_event ORDER BY id DESC LIMIT 1")
        self.assertEqual(self.env.execute_query(sizes), [(len(raw),)])

    def test_together_they_are_stored_as_alone(self):
        door, told = self.env["police.channel"]._door("voice"), {"who": "आशा \\ \t"}
        self.events._store(door, call("1"), told)
        self.events._store_awaited(door, [call("2"), call("3", recording=sound(7))], told)
        alone, *together = self.env.execute_query(
            SQL(
                """
                SELECT to_jsonb(event) - '{id, raw, sha256, size}'::text[],
                       sha256 = encode(sha256(raw), 'hex'), size = octet_length(raw)
                  FROM police_channel_event event
                 WHERE channel_id = %s ORDER BY id
                """,
                door.id,
            )
        )
        self.assertEqual(together, [alone, alone])
        self.assertEqual(alone[1:], (True, True))

    @mute_logger("odoo.addons.police_channels.controllers.main")
    def test_sizes_that_are_not_those_of_the_bytes_are_refused(self):
        answer = self._post(call("1"), call("2"), envelope='{"sizes": [3, 4]}')
        self.assertEqual(answer.status_code, 403)
        self.assertFalse(self._events())

    def test_all_together_are_no_bigger_than_one_may_be(self):
        self.channel.max_megabytes = 1
        half = call("1", recording=sound(40))
        self.assertEqual(self._post(half, call("2", recording=sound(40))).status_code, 413)
        self.assertEqual(self._post(half).status_code, 200)
