from odoo import api, fields, models

from odoo.addons.police_grievance.tools.envelope import Envelope, EnvelopeFile

from ..adapters.incoming import RECORDED
from ..adapters.voice.adapter import remote_of
from ..adapters.voice.conversation import PIECES, Conversation, piece_id


class PoliceChannelRecordedMixin(models.AbstractModel):
    """What a caller and a call taker said to each other, where the caller has agreed to be recorded.

    Evidence as soon as the call is a complaint's. Until then, and if it never is, it stays among the bytes
    of its arrival, which no screen opens and which are deleted when their time is over; or with the provider.
    """

    _name = "police.channel.recorded.mixin"
    _description = "Recorded Conversations in the Ledger"
    _inherit = "police.channel.rang.mixin"

    consent = fields.Selection(
        [("yes", "Agreed to be recorded"), ("no", "Did not agree to be recorded")],
        "Asked on the phone",
        readonly=True,
    )

    def _values_of_incoming(self, event, item, same):
        values = super()._values_of_incoming(event, item, same)
        return {**values, "consent": item.consent or False}

    @api.model
    def _begin(self, parsed, flooding=()):
        result = super()._begin(parsed, flooding)
        for row in parsed:
            if row.kind == RECORDED and row.state != "flagged":
                row._keep_recordings(row._complaint_of_call())
        return result

    def _call_id(self):
        """By which the exchange names the call that something was recorded of."""
        return self.external_id.partition("/")[0]

    def _complaint_of_call(self):
        """The complaint that the call became by words after the tone; addons that know of others extend it."""
        about = [("channel_id", "=", self.channel_id.id), ("external_id", "=", self._call_id())]
        return self.search(about, order="id", limit=1).complaint_id

    @api.model
    def _recorded_of(self, channel, call_ids):
        """What was recorded in some calls and is nobody's evidence yet."""
        pieces = [piece_id(call_id, number) for call_id in call_ids for number in PIECES]
        return self.search(
            [
                ("channel_id", "=", channel.id),
                ("external_id", "in", pieces),
                ("kind", "=", RECORDED),
                ("complaint_id", "=", False),
            ]
        )

    def _keep_recordings(self, complaint):
        """Make what was recorded evidence of a complaint, as it arrived.

        :param complaint: `police.complaint`; if it is none, or the bytes are gone, nothing happens
        """
        for row in self if complaint else ():
            call = row._conversation()
            if call and call.recording:
                row._keep_recording(complaint._survivor(), call.recording)
            elif call and call.remote:
                row.complaint_id = complaint._survivor()
                file = remote_of(call, row.happened_at)
                self.env["police.channel.file"]._expect_recording(row, file)

    def _keep_recording(self, place, content):
        piece = self.external_id.partition("/")[2]
        name = f"conversation-{self.happened_at:%Y-%m-%d-%H%M}-{piece}.wav"
        file = EnvelopeFile(name, "audio/x-wav", content)
        evidence = self.env["police.evidence"]._store(place, [file], self.happened_at)
        evidence.is_of_stranger = not self._is_complainant(place)
        self.complaint_id = place

    def _conversation(self):
        """:return: Conversation; None once its bytes have been deleted"""
        raw = self.event_id._raw()
        return Conversation(raw) if raw else None

    def _is_complainant(self, complaint):
        """Whether, as far as the number tells, the complainant was on the phone: it is on their page then."""
        envelope = Envelope(
            channel=self.channel_id.kind,
            received_at=self.happened_at,
            sender_kind="phone",
            sender_value=self.address or "",
        )
        return bool(self.address) and "complainant" in complaint._roles_of_sender(envelope)
