import re

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.orm.domains import DomainAnd, DomainCondition
from odoo.tools import OrderedSet

from odoo.addons.police_force.tools.phone import normalise_phone
from odoo.addons.police_force.tools.search_text import search_spelling, search_words
from odoo.addons.police_force.tools.text import normalise

from ...tools import number
from ..people.police_complainant_address import TAIL
from ..people.police_masked import BY_SERVICE, READERS

# A trigram index finds nothing by less than three letters: such a word must begin a word.
TRIGRAM = 3
# A phone in any notation, or its last digits.
_DIGITS = re.compile(r"\+?[\d\s().\-\u2010-\u2013]+")
WHOLE_PHONE = 10
# Nobody reads on after so many of the same name.
MOST_PARTIES = 1000
SEARCHED = ("number", "subject", "place_text", "reference", "description")


class PoliceComplaintSearchMixin(models.AbstractModel):
    """How officers find complaints; by who complained only where they may know it."""

    _name = "police.complaint.search.mixin"
    _description = "Search of Complaints"

    # Text in one spelling, whatever people write differently.
    search_text = fields.Text(
        compute="_compute_search_text",
        store=True,
        precompute=True,
        index="trigram",
        groups=READERS,
    )
    search_words = fields.Char(
        "Number, phone, name or words",
        compute="_compute_search_words",
        search="_search_search_words",
    )
    is_mine = fields.Boolean(
        "With a post of mine", compute="_compute_is_mine", search="_search_is_mine"
    )
    is_escalated_to_me = fields.Boolean(
        "Escalated to a post of mine",
        compute="_compute_is_escalated_to_me",
        search="_search_is_escalated_to_me",
    )

    @api.model
    def _search_display_name(self, operator, value):
        """By the number as it is shown, or by its digits alone."""
        if isinstance(value, str):
            value = value.replace("-", "")
        return super()._search_display_name(operator, value)

    @api.depends(*SEARCHED)
    def _compute_search_text(self):
        for complaint in self:
            complaint.search_text = search_text_of(complaint[name] for name in SEARCHED)

    @api.depends("search_text")
    @api.depends_context("uid")
    def _compute_search_words(self):
        name = "search_text" if self._may_read_words() else "number"
        for complaint in self:
            complaint.search_words = complaint[name]

    @api.model
    def _search_search_words(self, operator, value):
        """Complaints with a number, with all of these words, or of a person of this name or phone.

        The person is looked for among those the user may know; others find nothing by it. By
        words only those find who may read them.

        :param str value: what was typed; a complete number in any notation finds just that one
        """
        if operator != "ilike" or not isinstance(value, str):
            return NotImplemented
        numbers = number.find_numbers(value)
        if numbers:
            return Domain("number", "in", numbers)
        if not self._may_read_words():
            return Domain.FALSE
        words = Domain.AND(
            Domain("search_text", "ilike", word if len(word) >= TRIGRAM else f" {word}")
            for word in search_words(value)
        )
        # Ids, not a subquery: an alternative to one could use no index.
        return words | Domain("id", "in", self._ids_by_person(value))

    @api.model
    def _ids_by_person(self, value):
        """Ids of complaints in which a person of this name or phone is named, as the user may know."""
        parties = self.env["police.party"]
        person = self._person_domain(value)
        if person.is_false() or not parties.has_access("read"):
            return []
        # The party's own rules say who may know; the person's would only repeat them.
        named = Domain("complainant_id", "any!", person)
        return parties.search(named, limit=MOST_PARTIES, order="id desc").complaint_id.ids

    @api.model
    def _person_domain(self, value):
        """Domain on a complainant: this phone, five of its last digits or more, mail or name."""
        typed = normalise(value)
        if "@" in typed:
            return Domain("address_ids", "any!", [("kind", "=", "email"), ("value", "=", typed)])
        if _DIGITS.fullmatch(typed):
            return self._phone_domain(typed)
        return (
            self.env["police.complainant"]._name_domain(typed)
            if len(typed) >= TRIGRAM
            else Domain.FALSE
        )

    @api.model
    def _phone_domain(self, typed):
        digits = re.sub(r"\D", "", typed)
        if len(digits) < TAIL:
            return Domain.FALSE
        number = normalise_phone(typed) if len(digits) >= WHOLE_PHONE else None
        ending = (number or digits).lstrip("+")
        ends_so = [("last_digits", "=", ending[-TAIL:]), ("value", "=like", f"%{ending}")]
        return Domain("address_ids", "any!", ends_so)

    @api.depends("post_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        post_ids = self._own_post_ids()
        for complaint in self:
            complaint.is_mine = complaint.post_id.id in post_ids

    @api.model
    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("post_id", "in" if True in value else "not in", self._own_post_ids())

    @api.depends("escalation_ids.post_id")
    @api.depends_context("uid")
    def _compute_is_escalated_to_me(self):
        mine = self.sudo().filtered_domain(self._search_is_escalated_to_me("in", [True]))
        for complaint in self:
            complaint.is_escalated_to_me = complaint.sudo() in mine

    @api.model
    def _search_is_escalated_to_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        escalated = Domain("escalation_ids", "any", [("post_id", "in", self._own_post_ids())])
        return escalated if True in value else ~escalated

    @api.model
    def _own_post_ids(self):
        return list(self.env["police.post"]._answered_by(self.env.uid))

    @api.model
    def _search(self, domain, *args, **kwargs):
        """Of open ones the stamps are those of today: nothing that has moved is asked about.

        So that boards are read in the order of their indexes, whatever the force has reorganised.
        Conditions on other rows may lead to closed complaints: for them it holds no more.
        """
        searching = self
        if not self.env.su and self._asks_for_open(Domain(domain)):
            searching = self.with_context(police_open_only=BY_SERVICE)
        return super(PoliceComplaintSearchMixin, searching)._search(domain, *args, **kwargs)

    @api.model
    def _asks_for_open(self, domain):
        """Whether a domain can be fulfilled by open complaints alone, and asks about no other rows."""
        if any(self._leads_elsewhere(condition) for condition in domain.iter_conditions()):
            return False
        parts = domain.children if isinstance(domain, DomainAnd) else [domain]
        return any(
            isinstance(part, DomainCondition)
            and part.field_expr == "is_open"
            and (
                (part.operator == "=" and part.value is True)
                or (part.operator == "in" and part.value in ([True], OrderedSet([True])))
            )
            for part in parts
        )

    @api.model
    def _leads_elsewhere(self, condition):
        """Whether a condition searches rows that complaints point to, or that point to them."""
        name, operator, value = condition.field_expr, condition.operator, condition.value
        by_name = isinstance(value, str) and name in self._fields and self._fields[name].relational
        return "." in name or operator.rstrip("!").endswith("any") or by_name

    @api.model
    def search_panel_select_range(self, field_name, **kwargs):
        """Offer the units of the user's own jurisdiction, with those above them to hang on."""
        scope = self.env["res.users"]._police_scope()
        own = [*scope.district_ids, *scope.circle_ids, *scope.unit_ids]
        if field_name == "unit_id" and own and not scope.everything:
            near = Domain("id", "child_of", own) | Domain("id", "parent_of", own)
            kwargs["comodel_domain"] = Domain(kwargs.get("comodel_domain", [])) & near
        return super().search_panel_select_range(field_name, **kwargs)


def search_text_of(parts):
    return f" {search_spelling(' '.join(filter(None, parts)))}"
