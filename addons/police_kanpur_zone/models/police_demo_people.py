import csv

from odoo import api, fields, models
from odoo.tools import file_open

ADDON = "police_kanpur_zone"
POSTED_DAYS_AGO = 30


class PoliceDemoPeople(models.AbstractModel):
    """Log-ins of the demo data, each with the post it holds."""

    _name = "police.demo.people"
    _description = "People of the Demo Data"

    @api.model
    def _load(self, *paths):
        """Make a user for each row, and a posting where the row names a post.

        :param paths: CSV files in this addon with the columns role, login, password (empty for
            somebody who only holds a post), name, group (a role of the service, empty for a
            citizen), rank and unit (codes), language
        """
        for path in paths:
            with file_open(f"{ADDON}/{path}") as table:
                for row in csv.DictReader(table):
                    user = self._make_user(row)
                    if row["rank"]:
                        self._give_post(user, row["rank"], row["unit"])

    def _make_user(self, row):
        group = (row["group"] and f"police_force.group_{row['group']}") or "base.group_portal"
        user = (
            self.env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "login": row["login"],
                    "name": row["name"],
                    "email": f"{row['login']}@demo.example",
                    "lang": row["language"],
                    "tz": "Asia/Kolkata",
                    "group_ids": [(6, 0, self.env.ref(group).ids)],
                }
            )
        )
        if row["password"]:
            # As short as one likes to type for a look: the policy on passwords would refuse.
            user._set_encrypted_password(user.id, user._crypt_context().hash(row["password"]))
        return user

    def _give_post(self, user, rank_code, unit_code):
        rank = self.env["police.rank"].search([("code", "=", rank_code)])
        unit = self.env["police.unit"].search([("code", "=", unit_code)])
        values = {"rank_id": rank.id, "unit_id": unit.id}
        post = self.env["police.post"].search(
            [("rank_id", "=", rank.id), ("unit_id", "=", unit.id)], limit=1
        ) or self.env["police.post"].create(values)
        begin = fields.Datetime.subtract(fields.Datetime.now(), days=POSTED_DAYS_AGO)
        self.env["police.posting"].create(
            {"post_id": post.id, "user_id": user.id, "date_from": begin}
        )
