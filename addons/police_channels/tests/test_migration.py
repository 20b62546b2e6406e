import importlib.util
from pathlib import Path

from odoo.tests import tagged
from odoo.tools import SQL

from .common import ChannelCase

MIGRATIONS = Path(__file__).parent.parent / "migrations"


@tagged("post_install", "-at_install")
class TestMigration(ChannelCase):
    """What 19.0.1.0.0 kept otherwise, in its columns."""

    def _migrate(self, name, version="19.0.1.1.0"):
        spec = importlib.util.spec_from_file_location(name, MIGRATIONS / version / f"{name}.py")
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        self.env.flush_all()
        script.migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()

    def _add_column(self, table, name, kind, value):
        self.env.flush_all()
        table, name = SQL.identifier(table), SQL.identifier(name)
        self.env.cr.execute(SQL("ALTER TABLE %s ADD COLUMN %s %s", table, name, SQL(kind)))
        self.env.cr.execute(SQL("UPDATE %s SET %s = %s", table, name, value))

    def test_the_mailbox_gets_a_row_of_its_own(self):
        server = self.env["ir.mail_server"].create({"name": "Out", "smtp_host": "mx.example.org"})
        kept = {
            "mail_server_id": ("int", server.id),
            "imap_host": ("varchar", "imap.example.org"),
            "imap_encryption": ("varchar", "starttls"),
            "imap_port": ("int", 1143),
            "imap_user": ("varchar", "grievance"),
            "imap_password": ("varchar", "hidden"),
            "imap_folder": ("varchar", "Complaints"),
            "imap_done_folder": ("varchar", "Stored"),
            "imap_validity": ("varchar", "77"),
            "imap_last_uid": ("int", 12),
            "imap_error": ("varchar", "log_in"),
            "imap_error_at": ("timestamp", "2026-11-01 10:00:00"),
        }
        for name, (kind, value) in kept.items():
            self._add_column("police_channel", name, kind, value)
        self.mailbox.unlink()
        self._migrate("post-channel_mail")
        row = self.channel._own_settings()[self.channel]
        for name, (_kind, value) in list(kept.items())[:-2]:
            moved = row[name].id if name == "mail_server_id" else row[name]
            self.assertEqual(moved, value, name)
        self.assertEqual((row.problem, str(row.problem_at)), ("log_in", "2026-11-01 10:00:00"))
        cron = self.env.ref("police_channels.cron_fetch_mailboxes")
        self.assertEqual(cron.model_id.model, "police.channel.mail")

    def test_what_waits_is_parsed_and_kept(self):
        waiting = self._arrive(List_Id="<news.example.org>").message_ids
        gone = self._arrive(List_Id="<n.example.org>", Message_ID="<g@e.org>").message_ids
        self._add_column("police_channel_message", "position", "int", 0)
        (waiting | gone).parsed = False
        gone.event_id.purge_on = False
        self._migrate("post-keep_parsed")
        self.assertEqual(waiting._kept().envelope.text, "Every night in Kalyanpur.")
        self.assertFalse(gone.parsed)

    def test_the_confidentiality_of_what_waits_has_its_name(self):
        waiting = self._arrive(List_Id="<news.example.org>").message_ids
        words = waiting.parsed
        self.assertIn('"confidentiality": ', words.replace("\\", ""))
        waiting.parsed = words.replace("confidentiality", "identity")
        self._migrate("pre-confidentiality", "19.0.1.4.0")
        self.assertEqual(waiting.parsed, words)

    def test_nothing_was_kept_as_parsed_before(self):
        self.env.flush_all()
        self.env.cr.execute("ALTER TABLE police_channel_message RENAME COLUMN parsed TO not_yet")
        self._migrate("pre-confidentiality", "19.0.1.4.0")

    def test_command_words_that_came_later_are_added_once(self):
        def row(name):
            return self.env.ref(f"police_channels.command_{name}")

        shipped = {name: row(name).words for name in ("greeting_hi", "settled_hi", "stop_hi")}
        later = {"greeting_hi": "shikayat karni hai", "settled_hi": "ho gaya hai"}
        before = {"greeting_hi": "namaste\nnamaste sir", "settled_hi": "ho gaya\nmera apna"}
        for name, words in before.items():
            row(name).words = words
        # An administrator has taken one away, and uses another for something else.
        row("stop_hi").words = shipped["stop_hi"].replace("band karo\n", "")
        without = row("stop_hi").words
        row("not_settled_hi").words += "\nhaan ho gya"
        row("thanks_en").unlink()
        for _again in range(2):
            self._migrate("post-command_words", "19.0.1.5.0")
            for name, phrase in later.items():
                phrases = row(name)._phrases_of()
                self.assertEqual(phrases[:2], before[name].split("\n"))
                self.assertEqual(phrases.count(phrase), 1)
            self.assertEqual(row("stop_hi").words, without)
            self.assertNotIn("haan ho gya", row("settled_hi")._phrases_of())
        commands = self.env["police.conversation.command"]
        self.assertEqual(commands._read("Haan ho gya")[1], "not_settled")
        self.assertEqual(commands._read("ho gaya hai")[1], "settled")

    def test_who_has_answered_hears_no_more_that_they_will_be_asked(self):
        told = self.env.ref("police_channels.voice_prompt_stage_verification_en")
        shipped = told.text
        before = "Action was taken. We will ask you whether the problem is solved."
        for text, then in ((before, shipped), ("As we say it.", "As we say it.")):
            told.text = text
            self._migrate("post-stage_words", "19.0.1.5.0")
            self.assertEqual(told.text, then)

    def test_what_came_later_stands_in_the_list_as_shipped(self):
        spec = importlib.util.spec_from_file_location(
            "words", MIGRATIONS / "19.0.1.5.0" / "post-command_words.py"
        )
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        for batch in script.CAME_LATER:
            for name, phrases in batch.items():
                shipped = self.env.ref(f"police_channels.{name}").words.split("\n")
                for phrase in phrases.split(","):
                    self.assertIn(phrase.strip(), shipped, name)
