from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.codes import code_key
from ..tools.phone import normalise_phone

# As many digits as an Indian number has without its country.
TELLING_DIGITS = 10


class PoliceImportStaffAlikeMixin(models.AbstractModel):
    """Whether somebody on a list of staff has a log-in already, under nearly the same name."""

    _name = "police.import.staff.alike.mixin"
    _description = "Staff of an Import Who Are Alike"

    @api.model
    def _ids_by_phone(self, rows):
        """Users of the force by mobile, however it was typed when it was stored.

        Also those outside the district: a second log-in of theirs would be one, too.

        :return: {number in E.164: ids of users}
        """
        digits = [row["phone"][-TELLING_DIGITS:] for row in rows if row["phone"]]
        found = self.env.execute_query(
            SQL(
                r"""SELECT users.id, person.phone
                      FROM res_users users JOIN res_partner person ON person.id = users.partner_id
                     WHERE users.share IS NOT TRUE AND right(
                           regexp_replace(person.phone, '[^0-9]', '', 'g'), %s) = ANY(%s)
                     ORDER BY users.active DESC, users.id""",
                TELLING_DIGITS,
                digits,
            )
            if digits
            else SQL("SELECT 0, '' WHERE FALSE")
        )
        ids = defaultdict(list)
        for user_id, phone in found:
            ids[normalise_phone(phone)].append(user_id)
        return ids

    @api.model
    def _find_alike(self, rows, problems):
        """Give rows of nobody who is known the officer they mean; leave out what is said twice."""
        candidates = self._candidates([row for row in rows if not row["is_known"]])
        earlier = {}
        for row in rows:
            keys = self._telling(row)
            if not row["officer"] and not row["is_known"]:
                found = [*candidates(row), *self._rows_alike(row, keys, earlier)]
                self._decide(problems, row, self._same_among(problems, row, "name", found))
            for key in keys:
                earlier.setdefault(key, row)

    def _candidates(self, rows):
        """A function that gives, for a row, the officers it perhaps means, each with the reason."""
        officers = self.env["police.officer"].with_context(active_test=False)
        phones, log_ins = self._ids_by_phone(rows), self._ids_by_log_in(rows)
        at_post = self._officers_at(rows)
        found = [*phones.values(), *log_ins.values(), *at_post.values()]
        wanted = [user_id for ids in found for user_id in ids]
        own = set(officers.search([("id", "in", wanted)]).ids)

        def candidates(row):
            same_post = at_post.get((row["at"].id, row["rank_record"].id, self._sound(row["name"])))
            found = {
                **dict.fromkeys(log_ins.get(code_key(row["login"]), ()), self._log_in_reason),
                **dict.fromkeys(same_post or (), self._post_reason),
                **dict.fromkeys(phones.get(row["phone"], ()), self._phone_reason),
            }
            return [
                (officer, reason(self._name_of(officer, own)))
                for officer, reason in zip(officers.browse(found), found.values(), strict=True)
            ]

        return candidates

    def _ids_by_log_in(self, rows):
        """Users by log-in as a spreadsheet may leave it: 007 is 7."""
        wanted = {code_key(row["login"]) for row in rows if row["login"]}
        if not wanted:
            return {}
        found = self.env.execute_query(
            SQL("SELECT id, login FROM res_users WHERE share IS NOT TRUE ORDER BY id")
        )
        ids = defaultdict(list)
        for user_id, log_in in found:
            if code_key(log_in) in wanted:
                ids[code_key(log_in)].append(user_id)
        return ids

    def _officers_at(self, rows):
        """Who holds the posts of these rows: {(unit, rank, sound of the name): ids of users}."""
        postings = self.env["police.posting"]
        units = [row["at"].id for row in rows if row["at"]]
        found = postings.search(postings._lasting() & Domain("unit_id", "in", units))
        ids = defaultdict(list)
        for posting in found:
            name = self._sound(posting.user_id.name)
            ids[posting.unit_id.id, posting.post_id.rank_id.id, name].append(posting.user_id.id)
        return ids

    def _name_of(self, officer, own):
        return officer.name if officer.id in own else self.env._("Somebody outside your district")

    def _log_in_reason(self, name):
        return self.env._("%(name)s has nearly this log-in. Is it the same person?", name=name)

    def _post_reason(self, name):
        return self.env._("%(name)s has this post. Is it the same person?", name=name)

    def _phone_reason(self, name):
        return self.env._("%(name)s has this mobile. Is it the same person?", name=name)

    def _telling(self, row):
        """What two rows of one person share."""
        post = (row["at"].id, row["rank_record"].id, self._sound(row["name"]))
        return [post, *((key, row[key].casefold()) for key in ("phone", "email") if row[key])]

    def _rows_alike(self, row, keys, earlier):
        found = {}
        for key in keys:
            other = earlier.get(key)
            if other and other["person"] != row["person"]:
                found[other["number"]] = (other, self._row_reason(other))
        return found.values()

    def _decide(self, problems, row, found):
        if isinstance(found, dict):
            row["person"], row["officer"] = found["person"], found["officer"]
            post = ("at", "rank_record", "kind")
            row["is_left_out"] = all(row[key] == found[key] for key in post)
        elif found and not found.with_user(self.env.user).search([("id", "=", found.id)]):
            reason = self.env._("Only the service's administrator changes this officer.")
            self._blame(problems, row, "name", reason)
        elif found:
            row["officer"] = found
