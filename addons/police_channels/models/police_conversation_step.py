from odoo import api, fields, models
from odoo.tools import ormcache

STEPS = [
    ("what", "What happened"),
    ("where", "Where it happened"),
    ("proof", "Photos and other proof"),
    ("who", "Who may know the name"),
    ("confirm", "Whether that is all"),
]


class PoliceConversationStep(models.Model):
    """A question that is asked after a complaint came by a chat, if its answer is missing."""

    _name = "police.conversation.step"
    _description = "Question in a Conversation"
    _inherit = ["police.in.use.mixin", "police.cached.mixin", "police.channel.occasion.mixin"]
    _order = "sequence, id"
    _rec_name = "code"

    code = fields.Selection(STEPS, "Asks for", required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    words = fields.Text(
        "Asked like this",
        compute="_compute_words",
        help="The words are changed among the answers in conversations, for each language.",
    )
    needs_buttons = fields.Boolean(
        "Only with buttons",
        help="Not asked on channels such as SMS, where each question costs and has to be typed.",
    )

    _code_unique = models.UniqueIndex("(code)", "There is a step for this already.")

    @api.depends("code")
    @api.depends_context("lang")
    def _compute_words(self):
        codes = [f"ask_{step.code}" for step in self]
        replies = self.env["police.conversation.reply"].search(
            [("code", "in", codes), ("language", "=", self.env.lang)]
        )
        words = {reply.code: reply.preview for reply in replies}
        for step in self:
            step.words = words.get(f"ask_{step.code}")

    @api.model
    @ormcache("has_buttons")
    def _codes(self, has_buttons):
        """:return: tuple of the codes of the questions for such a channel, in their order"""
        steps = self.sudo().search([])  # pylint: disable=no-search-all
        return tuple(step.code for step in steps if has_buttons or not step.needs_buttons)
