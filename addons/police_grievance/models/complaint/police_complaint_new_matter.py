from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.another_matter import speaks_of_another_matter
from ...tools.envelope import Envelope
from ...tools.number import format_number
from ...tools.quoted import own_words

# A guess of less is no reason to ask anybody.
SURE = 0.8


class PoliceComplaintNewMatterMixin(models.AbstractModel):
    """A reply that is perhaps about something else: it joins, and the control room may part it again.

    Three things tell, and nothing finer: it says so itself; it names another station than the
    complaint's; or it comes after the end and is of another kind.
    """

    _name = "police.complaint.new.matter.mixin"
    _description = "Replies that Are Perhaps a New Matter"
    _inherit = "police.complaint.same.matter.mixin"

    has_new_matter = fields.Boolean("Perhaps a new matter", readonly=True, copy=False)
    # Of that reply: see `_kept_of_reply`.
    new_matter = fields.Json(readonly=True, copy=False, groups=fields.NO_ACCESS)

    _new_matter = models.Index("(deadline, id) WHERE has_new_matter IS TRUE")

    def _add_words_of_citizen(self, envelope):
        message, files = super()._add_words_of_citizen(envelope)
        if self._is_perhaps_new_matter(envelope.text):
            reply = self._kept_of_reply(envelope, message, files)
            self.write({"has_new_matter": True, "new_matter": reply})
        return message, files

    def _kept_of_reply(self, envelope, message, files):
        """What is kept of a reply until somebody has said whether it is a new matter.

        :param Envelope envelope: as it came
        :param message: `mail.message` with its words
        :param files: `police.evidence` that came with it
        :rtype: dict for JSON
        """
        return {
            "message": message.id,
            "files": files.ids,
            "channel": envelope.channel,
            "received_at": fields.Datetime.to_string(envelope.received_at),
        }

    def _is_perhaps_new_matter(self, words):
        if speaks_of_another_matter(words) or self._names_another_station(words):
            return True
        return not self.is_open and self._is_of_another_kind(words)

    def _is_of_another_kind(self, words):
        kind = self.env["police.understanding"].sudo()._understand(words).category
        other = kind.value - self.category_id
        return bool(self.category_id and other and kind.certainty >= SURE)

    def _is_kind_guessed(self):
        """Whether its words alone gave the category, and not for certain: those say too little yet."""
        said = self._words_to_understand(
            self._as_written("subject"), self._as_written("description")
        )
        kind = self.env["police.understanding"].sudo()._understand(said).category
        return kind.value == self.category_id and kind.certainty < SURE

    def _names_another_station(self, words):
        """Whether words lead to a station, and not to where this complaint is, was or is about."""
        route = self.env["police.routing"]._find({"description": words})
        named = self.env["police.unit"].browse(route.unit or ())
        transfers = self.transfer_ids
        own = self.unit_id | self.proposed_unit_id | self.place_id.unit_id
        own |= transfers.from_unit_id | transfers.to_unit_id
        # Where nobody knows a station yet, the reply may be what names it.
        is_known = any(unit.kind == "station" for unit in own)
        about = self.suspected_unit_id | self.complained_unit_id
        return is_known and named.kind == "station" and named not in own | about

    def action_open_new_matter(self):
        """Button: what was added last is a complaint of its own.

        :raise AccessError: the user is not of the control room
        :raise UserError: there is no such reply
        """
        self.ensure_one()
        self._check_decides_whose()
        complaint, reply = self.sudo(), self.sudo().new_matter
        if not reply:
            raise UserError(self.env._("There is no such reply."))
        opened = complaint._open(complaint._envelope_of_new_matter(reply))
        complaint._part_files(reply, opened)
        complaint._forget_new_matter()
        complaint._tell_parted(opened, self.env.user.partner_id)
        return opened.with_env(self.env)._form_action()

    def _part_files(self, reply, opened):
        """Move what came with a reply to the complaint that it became.

        :param dict reply: as kept in `new_matter`
        """
        files = self.evidence_ids.filtered(lambda file: file.id in reply["files"])
        files.write({"complaint_id": opened.id, "moved_from_id": self.id})

    def action_no_new_matter(self):
        """Button: what was added belongs here.

        :raise AccessError: the user is not of the control room
        """
        self._check_decides_whose()
        self.sudo()._forget_new_matter()

    def _forget_new_matter(self):
        self.write({"has_new_matter": False, "new_matter": False})

    def _envelope_of_new_matter(self, reply):
        """A reply as if it had been a first message, with who complained and who may know it.

        :param dict reply: as kept in `new_matter`
        :rtype: Envelope
        """
        message = self.env["mail.message"].browse(reply["message"])
        written = self.env["police.protected.text"]._texts_of(message)
        person = self._complainants()[:1].complainant_id
        address = person.address_ids[:1]
        return Envelope(
            channel=reply["channel"],
            received_at=fields.Datetime.to_datetime(reply["received_at"]),
            sender_kind=address.kind or "other",
            sender_value=address.value or "",
            text=own_words(written.get((message.id, "body"), message.body)),
            confidentiality=self.confidentiality,
            complainant_id=person.id or 0,
        )

    def _tell_parted(self, opened, who):
        """Write into both histories that one came out of the other."""
        there = self.env._(
            "A reply became a complaint of its own: %(number)s.",
            number=format_number(opened.number),
        )
        here = self.env._("It came as a reply to %(number)s.", number=format_number(self.number))
        self._message_log(body=there, author_id=who.id)
        opened._message_log(body=here, author_id=who.id)

    def _form_action(self):
        """The action that shows one complaint."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "police.complaint",
            "res_id": self.id,
            "views": [(False, "form")],
        }
