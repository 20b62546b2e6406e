from odoo import fields, models

from odoo.addons.police_grievance.tools.envelope import spoken_in

from ..tools.file_name import name_of


class PoliceChannelRemoteMixin(models.AbstractModel):
    """Messages with files that the other side still keeps: nobody waits for those.

    The complaint is there at once, and names what comes; each file is fetched by a job of its own.
    """

    _name = "police.channel.remote.mixin"
    _description = "Messages with Files to Fetch"
    _inherit = "police.channel.intake.mixin"

    file_ids = fields.One2many(
        "police.channel.file",
        "message_id",
        "Files",
        readonly=True,
        groups="police_force.group_control_room",
    )
    files_asked_at = fields.Datetime(
        "Asked for its files again", readonly=True, copy=False, help="Once for all of them."
    )

    def _do_work(self, item=None):
        item = item or self._kept()
        item.envelope.coming = [
            name_of(file, position) for position, file in enumerate(item.remote, 1)
        ]
        item.envelope.spoken = spoken_in(
            ["audio/" if file.is_voice else file.mimetype for file in item.remote]
        )
        result = super()._do_work(item)
        if item.remote and self.state == "done" and self.complaint_id:
            self.env["police.channel.file"]._expect(self, item)
        return result

    def _ask_for_files_again(self, complaint, words):
        """Have the citizen send what could not be fetched, once for all files of a message.

        :param complaint: that the files are to be of
        :param callable words: gives them for an environment in the citizen's language
        """
        # Two files of a message may be given up at the same moment.
        self._lock()
        if self.files_asked_at:
            return
        self.files_asked_at = fields.Datetime.now()
        complaint = complaint.with_context(police_channel_message=self._answering())
        told = complaint.with_context(lang=complaint._citizen_language())
        complaint._send_to_citizen(words(told.env))
