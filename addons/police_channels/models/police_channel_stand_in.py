from odoo import fields, models


class PoliceChannelStandInMixin(models.AbstractModel):
    """What a citizen does not get by one way goes by their next one, before the desk has to call.

    Each way is tried once for a notice: a row that stands in names the one it stands in for, and no
    other does. An attempt of which nobody knows how it ended is stood in for by nothing.
    """

    _name = "police.channel.stand.in.mixin"
    _description = "Notices That Go Another Way"
    _inherit = "police.channel.safety.mixin"

    instead_of_id = fields.Many2one(
        "police.channel.message",
        "Instead of",
        readonly=True,
        index=False,
        ondelete="restrict",
        help="This one did not arrive.",
    )
    stand_in_ids = fields.One2many(
        "police.channel.message", "instead_of_id", "Sent another way", readonly=True
    )
    # Another channel's words are filled with it anew.
    told = fields.Text("Words put in", readonly=True, groups="police_force.group_control_room")

    _one_stand_in = models.UniqueIndex("(instead_of_id) WHERE instead_of_id IS NOT NULL")

    def _pass_on(self):
        """Have the person's next way get what this one did not.

        :return: the message that stands in for this one; empty if no way is left
        """
        if not self.party_id:
            return self.browse()
        channels = self.env["police.channel"]._by_address_kind()
        tried = {(row.channel_id, row.address) for row in self._ways_tried()}
        for way in self.complaint_id._ways(self.party_id, channels):
            if (way.channel, way.address.value) in tried or way.channel.is_paused:
                continue
            stand_in = self.complaint_id._notice_to(
                self.party_id, way, self.event_code, self.told or ""
            )
            if stand_in:
                stand_in.write({"instead_of_id": self.id, "evidence_ids": self.evidence_ids})
                stand_in._enqueue_work()
                return stand_in
        return self.browse()

    def _ways_tried(self):
        """:return: this message, and those that it stands in for"""
        earlier = self.instead_of_id
        return self + earlier._ways_tried() if earlier else self

    def _has_moved(self, recipient):
        """Whether the person has this address no longer: it was corrected while this waited.

        :param recipient: as `_recipient` gives it
        """
        return bool(self.party_id and not recipient)
