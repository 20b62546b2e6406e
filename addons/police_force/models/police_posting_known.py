from odoo import api, models


class PolicePostingKnownMixin(models.AbstractModel):
    """For postings: what somebody who may know sees by a new post is on the list of who may know."""

    _name = "police.posting.known.mixin"
    _description = "Posting of Who May Know"

    @api.model_create_multi
    def create(self, vals_list):
        postings = super().create(vals_list)
        postings._write_down_known()
        return postings

    def write(self, vals):
        before = {row: (row.user_id, row.post_id, row.date_to) for row in self}
        result = super().write(vals)
        self.filtered(lambda row: row._tells_more(*before[row]))._write_down_known()
        return result

    def _tells_more(self, user, post, date_to):
        """Whether somebody sees something, or for longer, that they did not before."""
        longer = date_to and (not self.date_to or self.date_to > date_to)
        return bool(longer) or (self.user_id, self.post_id) != (user, post)

    def _write_down_known(self):
        """Keep who was posted where by whom, of those who have a role that may know."""
        if not self.env["res.users"]._is_watched():
            return
        grants = self.env["police.role.grant"]
        lasting = self.filtered_domain(self._lasting())
        roles = grants._knowing_users(lasting.user_id)
        for moment, postings in lasting.grouped("date_from").items():
            rows = [
                (row.user_id, roles[row.user_id], "posting", row.sudo().post_id)
                for row in postings
                if row.user_id in roles
            ]
            grants._add(rows, state="in_force", from_at=moment)
        if self.env.user.has_group("police_force.group_district_administrator"):
            self.env["police.officer"].browse(user.id for user in roles)._tell("posting")
