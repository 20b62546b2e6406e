from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.modules.neutralize import get_neutralization_queries
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .common import ChannelCase
from .samples import raw_mail


@tagged("post_install", "-at_install")
class TestChannel(ChannelCase):
    def test_figures(self):
        self.events._store(self.channel, raw_mail(text="waits", Message_ID="<w@e.org>"), {})
        event = self._arrive()
        self.channel.invalidate_recordset()
        self.assertEqual(self.channel.last_in_at, event.received_at)
        # The stored one, and the acknowledgement of the other.
        self.assertEqual(self.channel.backlog, 2)
        event.message_ids.write({"state": "failed", "error": "broke"})
        self.channel.invalidate_recordset()
        self.assertEqual(
            (self.channel.stuck_count, self.channel.last_error), (1, "Could not be worked on")
        )

    def test_figures_open_what_they_count(self):
        waits = self._arrive().message_ids
        done = self._arrive(raw_mail(Message_ID="<d@e.org>")).message_ids
        own = {"external_id": "<l@e.org>", "direction": "out", "state": "queued"}
        letter = waits.copy({**own, "officer_id": self.desk_user.id})
        found = self.messages.search([("channel_id", "=", self.channel.id)])
        (found - letter).write({"next_attempt_at": False})
        (waits | letter).write({"state": "failed", "next_attempt_at": fields.Datetime.now()})
        self.channel.invalidate_recordset()
        for name, figure in (("", "backlog"), ("stuck_", "stuck_count")):
            action = self.env.ref(f"police_channels.police_channel_message_action_{name}of_channel")
            opened = self.messages.search(self._domain_of(action))
            self.assertEqual((opened, self.channel[figure]), (waits, 1), done)

    def _domain_of(self, action):
        """What a list shows that an action opens from the channel."""
        domain = Domain(safe_eval(action.domain, {"active_id": self.channel.id}))
        view = etree.fromstring(self.messages.get_view(view_type="search")["arch"])
        for key in safe_eval(action.context):
            [found] = view.xpath(f"//filter[@name='{key.removeprefix('search_default_')}']")
            domain &= Domain(safe_eval(found.get("domain")))
        return domain

    def test_what_waits_as_it_should_is_no_error(self):
        event = self._arrive()
        notice = self._notices(event.message_ids.complaint_id)[:1]
        for error, words in (
            ("hours", False),
            ("held", False),
            ("not_accepted", "Not accepted yet"),
        ):
            notice.error = error
            self.channel.invalidate_recordset()
            self.assertEqual(self.channel.last_error, words)

    def test_name_in_addresses(self):
        for slug in ("Mail", "a/b", ""):
            with self.assertRaises(ValidationError):
                self.channel.slug = slug

    def test_the_door_costs_no_query_and_knows_what_changed(self):
        channels = self.env["police.channel"]
        door = channels._door("mail")
        self.assertEqual(door.id, self.channel.id)
        with self.assertQueryCount(0):
            channels._door("mail")
        self.channel.with_user(self.administrator).action_new_secret()
        self.channel.max_megabytes = 1
        changed = channels._door("mail")
        self.assertEqual(changed.adapter.settings.secret, self.channel.secret)
        self.assertNotEqual(changed.adapter.settings.secret, door.adapter.settings.secret)
        self.assertEqual(changed.max_bytes, 1024 * 1024)
        self.channel.slug = "post"
        self.assertIsNone(channels._door("mail"))
        self.assertEqual(channels._door("post").id, self.channel.id)

    def test_no_administrator_chooses_the_secret(self):
        channels = self.env["police.channel"].with_user(self.administrator)
        made = channels.with_context(default_secret="known").create(
            {"name": "Another", "slug": "another", "kind": "email"}
        )
        self.assertGreater(len(made.sudo().secret), len("known"))

    def test_unreachable_servers_are_told(self):
        self.mailbox.write({"imap_host": "127.0.0.1", "imap_port": 1, "imap_encryption": "none"})
        with self.assertRaises(UserError):
            self.channel.with_user(self.administrator).action_test()
        self.mailbox._fetch_mailbox()
        self.assertTrue(self.mailbox.problem)
        self.assertTrue(self.channel.last_error)

    def test_buttons_are_for_administrators(self):
        for record, action in (
            (self.channel, "action_pause"),
            (self.channel, "action_resume"),
            (self.channel, "action_test"),
            (self.mailbox, "action_test"),
            (self.mailbox, "action_fetch"),
        ):
            with self.assertRaises(AccessError):
                getattr(record.with_user(self.desk_user), action)()

    def test_copies_of_the_database_reach_nobody(self):
        self.mailbox.write({"imap_host": "imap.example.org", "imap_password": "x"})
        self.env.flush_all()
        for query in get_neutralization_queries(["police_channels"]):
            self.env.cr.execute(query)
        self.env.invalidate_all()
        self.assertTrue(self.channel.is_paused)
        self.assertFalse(
            self.channel.secret or self.mailbox.imap_password or self.mailbox.imap_host
        )

    def test_bytes_go_when_their_time_is_over(self):
        event = self._arrive()
        event.purge_on = fields.Date.today()
        with self.enter_registry_test_mode():
            self.env.ref("police_channels.cron_purge_events").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(event._raw(), b"")
        self.assertTrue(event.sha256)
        self.assertTrue(event.message_ids.complaint_id.description)
        event.message_ids.write({"state": "received", "next_attempt_at": fields.Datetime.now()})
        event.message_ids._work()
        self.assertEqual(event.message_ids.state, "failed")
