from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.police_grievance.tools.placeholders import fill

from ..tools.moment import MOMENT


class PoliceChannelOccasionMixin(models.AbstractModel):
    """What is called after its occasion, in words and not by the code."""

    _name = "police.channel.occasion.mixin"
    _description = "Called after an Occasion"

    @api.depends(lambda self: [name for name in self._named_after() if name in self._fields])
    @api.depends_context("lang")
    def _compute_display_name(self):
        for row in self:
            row.display_name = ", ".join(
                dict(self._fields[name]._description_selection(self.env)).get(row[name]) or ""
                for name in self._named_after()
            )

    @api.model
    def _named_after(self):
        """:return: names of the selections that say what a row is for"""
        return [name for name in (self._rec_name, "kind", "language") if name in self._fields]


class PoliceChannelWordsMixin(models.AbstractModel):
    """Words for an occasion, with places that are filled when they are used."""

    _name = "police.channel.words.mixin"
    _description = "Words With a Preview"
    _inherit = ["police.channel.occasion.mixin", "police.placeholders.mixin"]

    body = fields.Text("Words", required=True)
    language = fields.Selection(lambda self: self.env["res.lang"].get_installed(), required=True)
    preview = fields.Text(
        "As they read it",
        compute="_compute_preview",
        help="With an example in each place; the station and the times are no real complaint's.",
    )

    @api.depends("body", "language")
    def _compute_preview(self):
        for language, rows in self.grouped("language").items():
            examples = self._examples(language or self.env.lang)
            for row in rows:
                row.preview = row._as_read(examples)

    def _as_read(self, examples):
        """:return: the words with an example in each place"""
        return fill(self.body or "", examples)

    @api.model
    def _examples(self, language):
        """:return: dict of each place to an example"""
        env = self.with_context(lang=language).env
        # The first of many is example enough.
        station = env["police.unit"].sudo().search([("kind", "=", "station")], order="id", limit=1)
        outcome = env["police.outcome"].sudo().search([], limit=1)
        stage = env["police.stage"].sudo()._by_code("with_station")
        told = stage.citizen_name or stage.name
        now, page = fields.Datetime.now(), env["police.complaint"]._how_to_follow_url()
        link, number = f"{page}/…", "4712093586"
        return {
            "number": number,
            "received": station._local_words(now, MOMENT),
            "deadline": station._local_words(now + timedelta(hours=24), MOMENT),
            "station": station.name or "…",
            "stage": told,
            "outcome": outcome.citizen_text or outcome.name or "…",
            "text": env._("The station has spoken with your neighbour."),
            "next": env._("The station looks into it."),
            "list": f"{number}: {told}",
            "command": "REOPEN",
            "code": "123456",
            "page": page,
            **dict.fromkeys(("link", "link_settled", "link_not_settled"), link),
        }
