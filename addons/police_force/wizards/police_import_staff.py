from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.phone import normalise_phone
from .police_import_kind import Column, Outcome

CONTACTS = ("phone", "email")


class PoliceImportStaff(models.AbstractModel):
    """A list of officers and the posts they hold; one who holds two posts has two rows.

    An officer is known by the log-in, else by name together with mobile or e-mail address.
    """

    _name = "police.import.staff"
    _description = "Import of Staff"
    _inherit = ["police.import.staff.check.mixin", "police.import.kind.mixin"]

    @api.model
    def _columns(self):
        return [
            Column("login", self.env._("Log-in"), self.env._("Empty: made from the unit's code")),
            Column("name", self.env._("Name"), self.env._("As it is to be printed"), True),
            Column("phone", self.env._("Mobile"), ""),
            Column("email", self.env._("E-mail"), ""),
            Column("rank", self.env._("Rank"), self.env._("Code or name, e.g. SHO"), True),
            Column("unit", self.env._("Code of the unit"), self.env._("Where posted"), True),
            Column("from", self.env._("Posted from"), self.env._("Date; empty: from now on")),
            Column(
                "kind",
                self.env._("Kind of posting"),
                self.env._("regular, additional charge or leave substitute; empty: regular"),
            ),
            Column("lang", self.env._("Language"), self._language_help()),
        ]

    @api.model
    def _language_help(self):
        names = self.env["res.lang"]._own_names()
        return self.env._(
            "%(languages)s; empty: %(default)s",
            languages=", ".join(names.values()),
            default=names[self.env["res.lang"]._of_force()],
        )

    @api.model
    def _apply(self, rows):
        """One officer for all rows of a person, one posting for each row."""
        posts = self.env["police.officer"]._posts_for(
            [(row["rank_record"].id, row["at"].id) for row in rows]
        )
        officers, first_rows = {}, {}
        for row, post in zip(rows, posts, strict=True):
            row["post"] = post
            officers[row["person"]] = row["officer"]
            first_rows.setdefault(row["person"], row)
        fresh = [row for row in first_rows.values() if not row["officer"]]
        made = self.env["police.officer"].create([self._officer_values(row) for row in fresh])
        officers.update(zip((row["person"] for row in fresh), made, strict=True))
        touched = {row["person"] for row in fresh} | self._change(first_rows.values())
        others = [row for row in rows if row["officer"] or first_rows[row["person"]] is not row]
        touched |= self._give_posts(others, officers)
        changed = len(touched) - len(made)
        return Outcome([], len(made), changed, len(officers) - len(touched), made.ids)

    def _officer_values(self, row):
        return {
            "name": row["name"],
            "login": row["login"],
            "phone": row["phone"],
            "email": row["email"],
            "lang": row["lang"],
            "rank_id": row["rank_record"].id,
            "unit_id": row["at"].id,
            "kind": row["kind"],
            "date_from": row["moment"],
        }

    def _change(self, rows):
        """Persons whose name, language or contact was changed."""
        changed = set()
        for row in rows:
            values = {key: row[key] for key in ("name", "lang", *CONTACTS)}
            if normalise_phone(row["officer"].phone) == row["phone"]:
                # Typed otherwise, the same all the same: nobody is told of a change.
                values["phone"] = False
            differences = row["officer"] and self._differences(row["officer"], values)
            if differences:
                row["officer"].write(differences)
                changed.add(row["person"])
        return changed

    def _give_posts(self, rows, officers):
        """Persons who got a posting that they had not."""
        now = fields.Datetime.now()
        held = {
            (posting.user_id.id, posting.post_id.id)
            for posting in self._open_postings([row["post"].id for row in rows], now)
        }
        missing = [row for row in rows if (officers[row["person"]].id, row["post"].id) not in held]
        self.env["police.posting"].create(
            [
                {
                    "user_id": officers[row["person"]].id,
                    "post_id": row["post"].id,
                    "kind": row["kind"],
                    "date_from": row["moment"] or now,
                }
                for row in missing
            ]
        )
        return {row["person"] for row in missing}

    def _open_postings(self, post_ids, now):
        postings = self.env["police.posting"]
        return postings.search(Domain("post_id", "in", post_ids) & postings._lasting(now))
