from datetime import datetime

from babel import Locale

from odoo import api, models
from odoo.fields import Domain
from odoo.tools.mail import single_email_re

from ..tools.phone import normalise_phone
from ..tools.text import normalise
from .police_import_kind import Choices

DATE_FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d.%m.%Y",
)


class PoliceImportStaffCheckMixin(models.AbstractModel):
    """What must be right in a list of staff before anybody gets a log-in."""

    _name = "police.import.staff.check.mixin"
    _description = "Check of an Import of Staff"
    _inherit = ["police.import.staff.alike.mixin", "police.import.question.mixin"]

    @api.model
    def _check(self, rows, problems):
        units = self.env["police.unit"]._by_code({row["unit"] for row in rows})
        ranks, kinds = self._ranks(), self._choices("police.posting", "kind")
        languages = self._languages()
        for row in rows:
            row["at"] = self._unit_of(problems, row, "unit", units)
            row["rank_record"] = self._rank_of(problems, row, ranks)
            row["kind"] = row["kind"] or "regular"
            row["kind"] = self._choose(problems, row, "kind", kinds) or row["kind"]
            row["lang"] = self._choose(problems, row, "lang", languages) if row["lang"] else ""
            row["moment"] = self._moment(problems, row)
            self._check_contact(problems, row)
        self._find_officers(rows, problems)
        self._check_posts(rows, problems)

    def _ranks(self):
        """{code, or name in any language: rank}"""
        ranks = self.env["police.rank"].search([])  # pylint: disable=no-search-all
        known = {}
        for code, _name in self.env["res.lang"].get_installed():
            known.update((normalise(rank.name), rank) for rank in ranks.with_context(lang=code))
        known.update((normalise(rank.code), rank) for rank in ranks)
        return known

    def _languages(self):
        """What a cell for a language may say: its name in any of the languages, or its code."""
        names = self.env["res.lang"]._own_names()
        spoken = [Locale.parse(code) for code in names]
        values = {}
        for code, own_name in names.items():
            iso = code.partition("_")[0]
            said = [spoken_by.languages.get(iso) for spoken_by in spoken]
            known = filter(None, (code, iso, own_name, *said))
            values.update((self._plain(name), code) for name in known)
        return Choices(values, list(names.values()))

    def _rank_of(self, problems, row, ranks):
        rank = ranks.get(normalise(row["rank"]), self.env["police.rank"])
        officers = self.env["police.officer"]
        if not rank:
            codes = ", ".join(dict.fromkeys(rank.code for rank in ranks.values()))
            reason = self.env._("Not one of: %(choices)s.", choices=codes)
            self._blame(problems, row, "rank", reason)
        elif officers._role_of(rank, row["at"]) not in officers._roles_to_give():
            reason = self.env._("Only the service's administrator posts somebody in this rank.")
            self._blame(problems, row, "rank", reason)
        return rank

    def _moment(self, problems, row):
        """When the posting begins, naive UTC; a date is that day's first moment at the unit."""
        for pattern in DATE_FORMATS if row["from"] else ():
            try:
                local = datetime.strptime(row["from"], pattern)
            except ValueError:
                continue
            return row["at"]._moment(local)
        if row["from"]:
            reason = self.env._("Write the date as 2026-11-30 or 30/11/2026.")
            self._blame(problems, row, "from", reason)
        return False

    def _check_contact(self, problems, row):
        if row["phone"]:
            row["phone"] = self._phone(problems, row)
        if row["email"] and not single_email_re.match(row["email"]):
            self._blame(problems, row, "email", self.env._("This is no e-mail address."))
        if not (row["login"] or row["phone"] or row["email"]):
            reason = self.env._(
                "Give a log-in, a mobile or an e-mail address: else nobody knows this person "
                "again when the list comes a second time."
            )
            self._blame(problems, row, "login", reason)

    def _phone(self, problems, row):
        number = normalise_phone(row["phone"])
        if not number:
            self._blame(problems, row, "phone", self.env._("This is no phone number."))
        return number or row["phone"]

    # Who is who

    def _find_officers(self, rows, problems):
        """Give each row its `person`, a key that rows of one person share, and its `officer`."""
        officers = self.env["police.officer"]
        by_login = {
            user.login: user
            for user in self.env["res.users"]
            .sudo()
            .with_context(active_test=False)
            .search([("login", "in", [row["login"] for row in rows if row["login"]])])
        }
        by_contact = self._officers_by_contact(rows)
        for row in rows:
            found = next(
                (by_contact[key] for key in self._contacts(row) if key in by_contact), None
            )
            if row["login"]:
                user = by_login.get(row["login"])
                found = user and officers.with_context(active_test=False).search(
                    [("id", "=", user.id)]
                )
                if user and not found:
                    reason = self.env._("This log-in belongs to somebody outside your district.")
                    self._blame(problems, row, "login", reason)
            row["officer"] = found or officers
            row["person"] = row["login"] or next(iter(self._contacts(row)), row["number"])
            row["is_known"] = bool(row["login"] and by_login.get(row["login"]))
        # What is wrong is mended first: there may be less to ask about then.
        if not problems:
            self._find_alike(rows, problems)
        for row in rows:
            self._check_officer(problems, row)

    def _contacts(self, row):
        name = normalise(row["name"])
        return [(name, row[key].casefold()) for key in ("phone", "email") if row[key]]

    def _officers_by_contact(self, rows):
        """{(name, mobile or address): officer}; a mobile may have been typed in any way."""
        phones = self._ids_by_phone(rows)
        contacts = Domain("email", "in", [row["email"] for row in rows if row["email"]]) | Domain(
            "id", "in", [user_id for ids in phones.values() for user_id in ids]
        )
        found = self.env["police.officer"].with_context(active_test=False).search(contacts)
        return {
            (normalise(officer.name), contact.casefold()): officer
            for officer in found
            for contact in (normalise_phone(officer.phone), officer.email)
            if contact
        }

    def _check_officer(self, problems, row):
        officer = row["officer"]
        if officer and not officer.active:
            reason = self.env._("This officer has left: open the officer and choose “Works again”.")
            self._blame(problems, row, "name", reason)
        elif officer and not officer.may_manage:
            reason = self.env._("Only the service's administrator changes this officer.")
            self._blame(problems, row, "name", reason)

    # Who holds what

    def _check_posts(self, rows, problems):
        """A regular posting at a time, and one regular head of a unit at a time."""
        postings = self.env["police.posting"]
        persons = [row["officer"].id for row in rows if row["officer"]]
        units = [row["at"].id for row in rows]
        open_postings = postings.search(
            postings._lasting()
            & Domain("kind", "=", "regular")
            & (Domain("user_id", "in", persons) | Domain("unit_id", "in", units))
        )
        place_of = {row.user_id.id: (row.unit_id, row.post_id.rank_id) for row in open_postings}
        head_of = {
            (row.unit_id, row.post_id.rank_id): row.user_id.id
            for row in open_postings
            if row.post_id.rank_id.unit_kind == row.unit_id.kind
        }
        for row in rows:
            if row["kind"] == "regular" and row["at"] and row["rank_record"]:
                self._check_post(problems, row, place_of, head_of)

    def _check_post(self, problems, row, place_of, head_of):
        place, person = (row["at"], row["rank_record"]), row["officer"].id or row["person"]
        if place_of.setdefault(person, place) != place:
            reason = self.env._(
                "Already posted as %(rank)s at %(unit)s: end that posting first, or choose another kind.",
                rank=place_of[person][1].name,
                unit=place_of[person][0].name,
            )
            self._blame(problems, row, "unit", reason)
        elif place[1].unit_kind == place[0].kind and head_of.setdefault(place, person) != person:
            reason = self.env._("Somebody else heads this unit: end that posting first.")
            self._blame(problems, row, "rank", reason)
