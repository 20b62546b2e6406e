import hashlib

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.police_grievance.tools.documents import read_documents
from odoo.addons.police_grievance.tools.envelope import EnvelopeFile

from ..adapters.base import GONE, OTHER_CONTENT, TOO_BIG, Broken, FileGone
from ..adapters.incoming import RECORDED, RemoteFile
from .police_channel_work import PAUSES

# Providers keep files for some days (WhatsApp for seven): longer than an outage of a day or two.
FETCH_PAUSES = (*PAUSES, 12 * 60, 24 * 60, 24 * 60, 24 * 60)
# What is not what was announced may have been cut off on its way: so often it is asked for again.
ASKED_AGAIN = 2


class OtherContent(Exception):
    """The bytes are not those that the provider announced."""


class PoliceChannelFile(models.Model):
    """A file of a message that the other side keeps for a while, until it is evidence.

    Fetched once: the evidence and the row that says so are one transaction. What cannot be had is
    noted on the complaint, and its sender asked for it again.
    """

    _name = "police.channel.file"
    _description = "File to Fetch"
    _inherit = "police.channel.work.mixin"
    _order = "message_id desc, position"

    _pauses = FETCH_PAUSES

    message_id = fields.Many2one(
        "police.channel.message", required=True, readonly=True, ondelete="restrict"
    )
    # As on the message, for the rule of who may see it.
    complaint_id = fields.Many2one(
        "police.complaint", required=True, readonly=True, index=True, ondelete="restrict"
    )
    position = fields.Integer("Place", required=True, readonly=True)
    received_at = fields.Datetime("When", required=True, readonly=True)
    external_id = fields.Char("Identifier", required=True, readonly=True, groups=fields.NO_ACCESS)
    name = fields.Char(required=True, readonly=True)
    mimetype = fields.Char("Kind of file", readonly=True)
    sha256 = fields.Char("SHA-256 as announced", readonly=True)
    is_voice = fields.Boolean("Voice note", readonly=True)
    state = fields.Selection(
        [
            ("waiting", "To be fetched"),
            ("fetched", "Fetched"),
            ("gone", "Not to be had"),
            ("failed", "Could not be fetched"),
        ],
        required=True,
        readonly=True,
    )
    reason = fields.Selection(GONE, "What is wrong with it", readonly=True)
    evidence_id = fields.Many2one(
        "police.evidence", "File", readonly=True, index="btree_not_null", ondelete="set null"
    )
    # Somebody else's message: who wrote is asked for, and their files are theirs until then.
    is_of_stranger = fields.Boolean("Of somebody else", readonly=True)
    said_id = fields.Many2one(
        "mail.message",
        "Came with the message",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    words_of_id = fields.Many2one(
        "police.stranger.words",
        "Words of",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    _position_unique = models.UniqueIndex("(message_id, position)")

    @api.model
    def _expect(self, message, item):
        """Have the files of a message fetched.

        :param message: `police.channel.message` that was just worked on
        :param Incoming item: what it is; `envelope.coming` has the names of the files
        """
        envelope, complaint = item.envelope, message.complaint_id
        is_theirs = message.action in ("opened", "repeated")
        is_theirs = is_theirs or "complainant" in complaint._roles_of_sender(envelope)
        common = {
            "channel_id": message.channel_id.id,
            "message_id": message.id,
            "complaint_id": complaint.id,
            "received_at": envelope.received_at,
            "state": "waiting",
            "next_attempt_at": self._first_look(),
            "is_of_stranger": not is_theirs,
            "said_id": message.action != "opened" and complaint._last_said().id,
            "words_of_id": not is_theirs and self._words_asked_about(complaint, envelope).id,
        }
        rows = self.create(
            [
                {
                    **common,
                    "position": position,
                    "external_id": file.external_id,
                    "name": name,
                    "mimetype": file.mimetype,
                    "sha256": file.sha256.lower(),
                    "is_voice": file.is_voice,
                }
                for position, (file, name) in enumerate(
                    zip(item.remote, envelope.coming, strict=True), 1
                )
            ]
        )
        rows._enqueue_work()
        return rows

    @api.model
    def _expect_recording(self, message, file):
        """Have what was said to a call taker fetched, now that it is evidence.

        :param message: `police.channel.message` of the recording, which is a complaint's
        :param RemoteFile file:
        """
        complaint = message.complaint_id
        row = self.create(
            {
                "channel_id": message.channel_id.id,
                "message_id": message.id,
                "complaint_id": complaint.id,
                "received_at": message.happened_at,
                "state": "waiting",
                "next_attempt_at": self._first_look(),
                "is_of_stranger": not message._is_complainant(complaint),
                "position": 1,
                "external_id": file.external_id,
                "name": file.name,
                "mimetype": file.mimetype,
            }
        )
        row._enqueue_work()

    def _words_asked_about(self, complaint, envelope):
        """The question whose words a message is, if there is one."""
        asked = [
            ("complaint_id", "=", complaint.id),
            ("received_at", "=", envelope.received_at),
            ("sender_value", "=", envelope.sender_value),
        ]
        return self.env["police.stranger.words"].search(asked, limit=1)

    def _job_priority(self):
        """Under load after the messages: the complaints are there, the files are kept for days."""
        return super()._job_priority() + 5

    def _do_work(self, item=None):
        try:
            content = self._fetch()
        except FileGone as gone:
            self._note_gone("gone", reason=gone.reason)
        else:
            self._keep(content)
        self._tell_channel(False)

    def _fetch(self):
        """:return: the bytes, as the provider has them

        :raises FileGone: they are not to be had
        :raises OtherContent: they are not what was announced; perhaps the next time
        """
        most = self.channel_id.max_bytes
        remote = RemoteFile(
            self.sudo().external_id, self.mimetype or "", self.name, self.sha256 or ""
        )
        remote.is_voice = self.is_voice
        content = self.channel_id._adapter().fetch(remote, most)
        if len(content) > most:
            raise FileGone(TOO_BIG)
        if not self._is_as_told(content) and self.attempts < ASKED_AGAIN:
            raise OtherContent
        return content

    def _is_as_told(self, content):
        return not self.sha256 or hashlib.sha256(content).hexdigest() == self.sha256

    def _keep(self, content):
        """Make the bytes a file of the complaint, as they came, with the moment of their message.

        Words that belong to another case have gone there meanwhile, and their files follow them.
        """
        complaint, place = self.complaint_id, self.complaint_id._survivor()
        file = EnvelopeFile(self.name, self.mimetype or "", content)
        read_documents([file])
        is_as_told = self._is_as_told(content)
        said = self.said_id if place == complaint else None
        evidence = self.env["police.evidence"]._store(place, [file], self.received_at, message=said)
        evidence.position = self.position
        self._of_whom(evidence)
        if place != complaint:
            evidence.moved_from_id = complaint
            evidence.is_of_stranger |= complaint._is_stranger_at(place)
        self._finish(
            state="fetched",
            evidence_id=evidence.id,
            reason=False if is_as_told else OTHER_CONTENT,
        )
        if file.readable and self.message_id.action == "opened" and place == complaint:
            self._tell_complaint(file.readable)
        if not is_as_told:
            told = self._in_words_of_force()
            note = told.env._("A file came, but it is not what its provider announced.")
            place._message_log(body=note)

    def _tell_complaint(self, words):
        """A complaint without words says what its file says, as a mail's does."""
        complaint = self.complaint_id
        if not (complaint.description or "").strip() and not complaint.unheard:
            verdict = self.env["police.understanding"]._understand(words)
            complaint._protect_what_asks_for_it(verdict)
            complaint._note_written_down("read", None)
            complaint._take_first_words(words, "read", verdict)
            complaint._hear_danger(verdict, is_answered=True)

    def _of_whom(self, evidence):
        """Keep a stranger's file from the complainant until somebody has said whose it is."""
        words = self.words_of_id
        if self.is_of_stranger and words.state != "theirs":
            evidence.is_of_stranger = True
        words.evidence_ids |= evidence

    def _note_failure(self, error):
        """Try again later. What the other side says may hold its keys: only the kind of error stays."""
        if isinstance(error, Broken):
            self._tell_channel(error.problem)
        later = self._later()
        if not later:
            self._give_up("broke")
            return
        kind = type(error.__cause__ or error).__name__
        self.write({"error": "broke", "detail": kind, "next_attempt_at": later})

    def _tell_channel(self, problem):
        """Show at the channel what is wrong with the way to its files.

        :param problem: one of PROBLEMS; False once it works
        """
        own = self.channel_id._own_settings().get(self.channel_id)
        if own and own.problem != problem:
            # A job that does the same at the same moment makes this one run again, and nobody's log says so.
            row = SQL(
                "SELECT 1 FROM %s WHERE id = %s FOR UPDATE", SQL.identifier(own._table), own.id
            )
            self.env.cr.execute(row, log_exceptions=False)
            own._note_problem(problem)

    def _give_up(self, error):
        self._note_gone("failed", error=error)

    def _note_gone(self, state, **values):
        """Write down that a file is not to be had, for who works on the complaint, and ask for it again."""
        self.write({"state": state, "next_attempt_at": False, **values})
        env = self._in_words_of_force().env
        reasons = dict(self._fields["reason"]._description_selection(env))
        states = dict(self._fields["state"]._description_selection(env))
        note = env._(
            "A file that was sent cannot be had: %(reason)s.",
            reason=reasons.get(self.reason) or states[state],
        )
        self.complaint_id._survivor()._message_log(body=note)
        # What was said to a call taker, has been heard.
        if not self.is_of_stranger and self.message_id.kind != RECORDED:
            self.message_id._ask_for_files_again(self.complaint_id, self._words_of_asking)

    def _words_of_asking(self, env):
        """:return: what its sender is asked, in the language of `env`"""
        if self.reason == TOO_BIG:
            return env._(
                "The file that you sent is too big for us: please send one of less than %(most)s MB.",
                most=self.channel_id.max_megabytes,
            )
        if self.channel_id.kind == "voice":
            return env._("We could not hear what you said on the phone. Please call us once more.")
        return env._("We could not open what you sent. Please send it once more.")

    def action_fetch(self):
        """Button: ask the provider for these once more.

        :raise AccessError: the user is not of the control room
        """
        self.message_id._check_desk()
        waiting = self.sudo().filtered(lambda file: file.state in ("gone", "failed"))
        waiting.write({"state": "waiting", "reason": False, "error": False})
        waiting._retry_now()
