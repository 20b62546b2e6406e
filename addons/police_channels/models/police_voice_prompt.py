import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.police_grievance.tools.playable import Unreadable, telephone_copy

# The folder of the exchange for each language that it speaks.
FOLDERS = {"hi_IN": "hi", "en_US": "en"}
LONGEST_MEGABYTES = 20


class PoliceVoicePrompt(models.Model):
    """Something that callers hear: a synthesiser's voice, until somebody has spoken it.

    The list comes with the dial plan, which names each by its code.
    """

    _name = "police.voice.prompt"
    _description = "What Callers Hear"
    _inherit = "police.in.use.mixin"
    _order = "language desc, id"
    _rec_name = "code"

    code = fields.Char(required=True, readonly=True, help="By which the dial plan names it.")
    language = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(), required=True, readonly=True
    )
    text = fields.Text("Words to speak", required=True, readonly=True)
    recording = fields.Binary(
        attachment=True,
        help="Sound of any usual kind: callers hear it in place of the synthesiser.",
    )
    recording_name = fields.Char("Name of the file")
    spoken_by = fields.Char("Spoken by", help="And that they allow us to use it.")
    # As the exchange plays it.
    sound = fields.Binary(attachment=True, readonly=True, groups=fields.NO_ACCESS)
    sound_sha256 = fields.Char(readonly=True, groups=fields.NO_ACCESS)
    is_recorded = fields.Boolean("In our voice", compute="_compute_is_recorded")

    _occasion_unique = models.UniqueIndex("(code, language)")

    @api.depends("sound_sha256")
    def _compute_is_recorded(self):
        for prompt in self:
            prompt.is_recorded = bool(prompt.sudo().sound_sha256)

    def write(self, vals):
        """:raises UserError: a recording that is none"""
        result = super().write(vals)
        if "recording" in vals:
            for prompt in self.sudo():
                super(PoliceVoicePrompt, prompt).write(prompt._sound_of_recording())
        return result

    def _sound_of_recording(self):
        """:return: dict of what the exchange gets of the recording, as it is now"""
        if not self.recording:
            gone = ("sound", "sound_sha256", "recording_name", "spoken_by")
            return dict.fromkeys(gone, False)
        content = base64.b64decode(self.recording)
        if len(content) > LONGEST_MEGABYTES * 1024 * 1024:
            raise UserError(
                self.env._("A recording has %(most)s MB at most.", most=LONGEST_MEGABYTES)
            )
        try:
            sound = telephone_copy(content)
        except Unreadable:
            raise UserError(self.env._("This file holds no sound that can be played.")) from None
        return {
            "sound": base64.b64encode(sound),
            "sound_sha256": hashlib.sha256(sound).hexdigest(),
        }

    @api.model
    def _for_exchange(self):
        """:return: list of what is recorded: folder, code and hash of the sound"""
        recorded = self.sudo().search(
            [("sound_sha256", "!=", False), ("language", "in", list(FOLDERS))]
        )
        return [
            {
                "folder": FOLDERS[prompt.language],
                "code": prompt.code,
                "sha256": prompt.sound_sha256,
            }
            for prompt in recorded
        ]

    @api.model
    def _sound_for_exchange(self, sha256):
        """:return: one of these sounds in base64; empty if there is none like it"""
        prompt = self.sudo().search([("sound_sha256", "=", sha256)], limit=1)
        return (prompt.sound or b"").decode()

    @api.model
    def _for_callers(self, prompts):
        """What callers of a provider hear.

        :param prompts: pairs of code and language (hi, en)
        :return: dict of these to (name of the sound, words to speak); the name is empty if nobody has
            spoken it
        """
        codes = list({code for code, _language in prompts})
        known = self.sudo().search([("code", "in", codes), ("language", "in", list(FOLDERS))])
        return {
            (prompt.code, FOLDERS[prompt.language]): (prompt.sound_sha256 or "", prompt.text)
            for prompt in known
        }
