from odoo import api, fields, models


class PolicePosting(models.Model):
    """Who holds a post, from which moment to which (UTC, to the second)."""

    _name = "police.posting"
    _description = "Posting"
    _order = "date_from desc, id desc"

    post_id = fields.Many2one("police.post", required=True, index=True, ondelete="cascade")
    unit_id = fields.Many2one(related="post_id.unit_id", store=True, index=True)
    user_id = fields.Many2one("res.users", required=True, index=True, ondelete="restrict")
    kind = fields.Selection(
        [
            ("regular", "Regular"),
            ("additional", "Additional charge"),
            ("substitute", "Leave substitute"),
        ],
        required=True,
        default="regular",
    )
    date_from = fields.Datetime("From", required=True, default=fields.Datetime.now)
    date_to = fields.Datetime("Until", help="Empty while it lasts.")
    note = fields.Char()

    _dates = models.Constraint(
        "CHECK (date_to IS NULL OR date_to > date_from)", "A posting ends after it begins."
    )

    @api.depends("post_id", "user_id")
    def _compute_display_name(self):
        for posting in self:
            posting.display_name = f"{posting.user_id.name}: {posting.post_id.display_name}"

    @api.model_create_multi
    def create(self, vals_list):
        postings = super().create(vals_list)
        self.env.registry.clear_cache()
        return postings

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result
