from typing import NamedTuple

from markupsafe import Markup

from odoo import SUPERUSER_ID, api, fields, models

from odoo.addons.police_force.tools.phone import normalise_phone
from odoo.addons.police_force.tools.urdu import is_written_in_urdu
from odoo.addons.police_grievance.models.complaint.police_complaint_transfer_effects import (
    TOLD_AFTER,
)

from ..tools.answering import Answering
from ..tools.moment import MOMENT
from .police_channel_safety import AT_ONCE


class Reach(NamedTuple):
    """How somebody is told: `police.complainant.address` and `police.channel`, both or none."""

    address: models.Model
    channel: models.Model


class PoliceComplaint(models.Model):
    _name = "police.complaint"
    _inherit = [
        "police.complaint",
        "police.complaint.awaited.mixin",
        "police.complaint.frequent.mixin",
    ]

    def _announce(self, event, text="", rank=None, evidence=None, also=None):
        """Tell the citizens, too, on the channel where they can be reached."""
        milestones = super()._announce(event, text, rank, evidence, also)
        if event == "transferred":
            # Told by the scheduler, if it still stands by then.
            told_at = fields.Datetime.now() + TOLD_AFTER
            milestones.write({"is_untold": True, "tell_at": told_at})
        elif len(self) > 1:
            milestones.is_untold = True
            milestones._tell_later()
        else:
            complaint = self.sudo()
            told = complaint._notify_complainants(event, text, evidence)
            if also and not told:
                complaint._notify_complainants(also, text)
        return milestones

    @api.model
    def _receive_from_citizen(self, envelope):
        """The ledger knows of what came by a page, too, in the same transaction."""
        result = super()._receive_from_citizen(envelope)
        # As the service: no row names whoever is logged in.
        self.env["police.channel.message"].with_user(SUPERUSER_ID)._note_received(envelope, result)
        return result

    @api.model
    def _language_of(self, words, understood):
        """Who writes Urdu is answered in it where there is a notice, else in Hindi: it is said alike."""
        urdu = ""
        if is_written_in_urdu(words):
            notice = [("event", "=", "received"), ("language", "=like", "ur%")]
            urdu = self.env["police.notification.template"].search(notice, limit=1).language
        return urdu or super()._language_of(words, understood)

    def _office_addresses(self):
        channels = (
            self.env["police.channel"].sudo().search_fetch([], ["address", "other_addresses"])
        )
        others = " ".join(filter(None, channels.mapped("other_addresses"))).split()
        return {*super()._office_addresses(), *channels.mapped("address"), *others}

    def _tell_party(self, party, event):
        """Tell one complainant, on the channel where they can be reached."""
        step = super()._tell_party(party, event)
        complaint, party = self.sudo(), party.sudo()
        reach = complaint._reach(party, self.env["police.channel"]._by_address_kind(), event)
        if reach.address and self.set_aside != "spam":
            complaint._notice_to(party, reach, event, "")._enqueue_anyway()
        return step

    def _ways_to_citizen(self):
        channels = self.env["police.channel"]._by_address_kind()
        ways = []
        for way in super()._ways_to_citizen():
            reach = self.sudo()._reach(way.party.sudo(), channels)
            ways.append(
                way._replace(channel=reach.channel.kind or "", address=reach.address.value or "")
            )
        return ways

    def _notify_complainants(self, event, text, evidence=None):
        """Queue a notice to each complainant who can be reached.

        :param evidence: `police.evidence` to send along
        :return: the messages
        """
        messages = self.env["police.channel.message"]
        if self.set_aside == "spam":
            return messages
        channels = self.env["police.channel"]._by_address_kind()
        for party in self.party_ids.filtered(lambda party: party.role == "complainant"):
            reach = self._reach(party, channels, event)
            if reach.address and not self._is_told_already(event, reach.address):
                messages += self._notice_to(party, reach, event, text)
        if evidence:
            messages.evidence_ids = evidence
        messages._enqueue_anyway()
        return messages

    def _reach(self, party, channels, event=""):
        """Where a person gets our notices, and by which of the channels that reach them there.

        :param dict channels: as `_by_address_kind` gives them
        :param str event: occasion; what cannot wait goes where they wrote last, whatever they asked for
        :rtype: Reach
        """
        return self._first_ways(party, channels)[-1 if event in AT_ONCE else 0]

    def _first_ways(self, party, channels):
        """The way that a person asked for, if we know them there, then where they wrote last.

        That is the address that they wrote from last, if it is theirs, by the channel they wrote on;
        else their first address that a channel reaches, by the first of these channels.

        :return: list of Reach, the way of the last at its end
        """
        theirs = party.complainant_id.address_ids.filtered(
            lambda address: self._channels_to(address, channels)
        )
        theirs = theirs.filtered(lambda address: not address.no_notices_since) or theirs
        if not theirs:
            return [Reach(theirs, self.env["police.channel"])]
        last = self._message_being_answered()
        written = (last.channel_id._address_kind(), last.address)
        address = theirs.filtered(lambda row: (row.kind, row.value) == written)[:1]
        if address and last.channel_id in self._channels_to(address, channels):
            usual = Reach(address, last.channel_id)
        else:
            address = address or theirs[:1]
            usual = Reach(address, self._channels_to(address, channels)[:1])
        wish = party.complainant_id.first_by
        if not wish or usual.channel.kind == wish:
            return [usual]
        wished = (
            Reach(row, channel)
            for row in theirs
            for channel in self._channels_to(row, channels)
            if channel.kind == wish and not channel.is_paused
        )
        return [next(wished, usual), usual]

    def _ways(self, party, channels):
        """All ways to a person, each once: those of `_first_ways`, then the others in the order of the channels.

        :param dict channels: as `_by_address_kind` gives them
        :rtype: list of Reach
        """
        first = self._first_ways(party, channels)
        others = [
            Reach(address, channel)
            for address in party.complainant_id.address_ids
            if not address.no_notices_since and not address._is_beside_phone()
            for channel in self._channels_to(address, channels)
        ]
        others.sort(key=lambda way: (way.channel.sequence, way.channel.id))
        ways = {}
        for way in [*first, *others] if first[0].address else []:
            ways.setdefault((way.channel, way.address.value), way)
        return list(ways.values())

    def _channels_to(self, address, channels):
        """The channels that reach an address, those of its kind first.

        A phone's WhatsApp is that phone: it gets SMS, too.
        """
        reaching = channels.get(address.kind, self.env["police.channel"])
        is_phone = address.kind in address._phone_kinds()
        is_number = is_phone and normalise_phone(address.value) == address.value
        if is_number and not address._gets_no_sms():
            reaching |= channels.get("phone", reaching)
        return reaching

    def _message_being_answered(self):
        """The message that is just being worked on, else the last one that came in."""
        messages = self.env["police.channel.message"]
        # An object: no caller can send one.
        answered = self.env.context.get("police_channel_message")
        if isinstance(answered, Answering):
            return messages.browse(answered.message_id)
        # Not what came by a page: there nobody is answered.
        arrived = [("direction", "=", "in"), ("event_id", "!=", False)]
        return messages.search([("complaint_id", "=", self.id), *arrived], limit=1)

    def _is_told_already(self, event, address):
        """The acknowledgement names the station: no second mail when both come at once."""
        return event == "with_station" and bool(
            self.env["police.channel.message"].search_count(
                [
                    ("complaint_id", "=", self.id),
                    ("address", "=", address.value),
                    ("event_code", "=", "received"),
                    ("state", "=", "queued"),
                ],
                limit=1,
            )
        )

    def _notice_to(self, party, reach, event, text):
        """:return: the message to send, empty if no notice is written for the occasion"""
        address, channel = reach
        messages = self.env["police.channel.message"]
        language = party.complainant_id.language or self.language or "en_US"
        template = self.env["police.notification.template"]._find(event, channel.kind, language)
        if not template:
            return messages
        values = self._notice_values(template.language, template._fitting(text))
        subject, body = template._words(values)
        answered = self._message_being_answered()
        is_answer = answered.address == address.value and answered.channel_id == channel
        return messages.create(
            {
                "channel_id": channel.id,
                "direction": "out",
                "state": "queued",
                "next_attempt_at": messages._first_look(),
                "happened_at": fields.Datetime.now(),
                "complaint_id": self.id,
                "party_id": party.id,
                "address": address.value,
                "event_code": event,
                "language": template.language,
                "subject": subject,
                "text": body,
                "told": text,
                "buttons": messages._buttons_below(event, channel, self, template.language),
                "provider_template": template.provider_template,
                "provider_parameters": template._parameters(values),
                "external_id": channel._reader().new_external_id(),
                "in_reply_to": is_answer and answered.external_id,
            }
        )

    def _notice_values(self, language, text):
        """What the places of a notice are filled with, in the citizen's language and time zone."""
        told = self.with_context(lang=language)
        return {
            "number": self.number,
            "received": told.unit_id._local_words(self.received_at, MOMENT),
            "deadline": told.unit_id._local_words(self.deadline, MOMENT),
            "station": told.unit_id.name or told.env._("the control room"),
            "stage": told.stage_id.citizen_name or told.stage_id.name,
            "outcome": told.outcome_id.citizen_text or told.outcome_id.name,
            "text": text,
        }

    def _ask_desk_to_call(self, task="police_channels.mail_activity_type_call_citizen"):
        """The last resort of every channel: a person calls the citizen.

        :param str task: external id of the type of activity, which says why
        """
        for complaint in self._in_words_of_force():
            parties = complaint.party_ids.filtered(lambda party: party.role == "complainant")
            warnings = parties.complainant_id.address_ids._contact_warnings()
            complaint.activity_schedule(
                task,
                user_id=False,
                summary=" · ".join(warnings),
                note=warnings and Markup("<h2>%s</h2>") % " · ".join(warnings),
            )

    def _ask_desk_to_talk(self):
        """The citizen wants to talk to a person: one task, however often they say so."""
        task = "police_channels.mail_activity_type_talk_to_citizen"
        if self.env.ref(task) not in self.activity_ids.activity_type_id:
            self._ask_desk_to_call(task)
