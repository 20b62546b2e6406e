from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.fingerprint import fingerprint
from .police_complaint_protection import CONTROL_ROOM

# Who passes a complaint on, or sends it again from elsewhere, does so within this time.
PASSED_ON_WITHIN = timedelta(days=7)
ASKED_OF_SAME = (
    "words_fingerprint",
    "received_at",
    "confidentiality",
    "set_aside",
    "merged_into_id",
)
IN_HINTS = Domain("confidentiality", "!=", "anonymous") & Domain("set_aside", "!=", "spam")


class PoliceComplaintSameMatterMixin(models.AbstractModel):
    """A complaint that perhaps belongs to another: it mentions its number, or says the same words.

    A hint for the control room, which joins them or not. An anonymous complaint gets none and is in
    none: the other one may tell whose it is.
    """

    _name = "police.complaint.same.matter.mixin"
    _description = "Complaints that Perhaps Belong to Another"
    _inherit = "police.complaint.set.aside.mixin"

    # Read by `perhaps_id`, which shows it to those who may know.
    perhaps_of_id = fields.Many2one(
        "police.complaint",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups=fields.NO_ACCESS,
    )
    words_fingerprint = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)
    perhaps_why = fields.Selection(
        [("number", "It mentions the number"), ("words", "It says the same words")],
        "Why perhaps",
        readonly=True,
        copy=False,
        groups=CONTROL_ROOM,
    )
    perhaps_id = fields.Many2one(
        "police.complaint",
        "Perhaps belongs to",
        compute="_compute_perhaps_id",
        search="_search_perhaps_id",
        groups=CONTROL_ROOM,
    )

    # In the order in which the first is asked for: a petition that hundreds send is no list to read.
    _same_words = models.Index(
        "(words_fingerprint, received_at, id) WHERE words_fingerprint IS NOT NULL"
    )

    @api.depends("perhaps_of_id")
    @api.depends_context("uid")
    def _compute_perhaps_id(self):
        """Only what the user may read, and may know who complained of."""
        others = self.search([("id", "in", self.sudo().perhaps_of_id.ids)])
        hiding = others.filtered(lambda other: other.confidentiality != "open")
        known = others - hiding._of_unknown()
        for complaint in self:
            complaint.perhaps_id = complaint.sudo().perhaps_of_id.with_env(self.env) & known

    @api.model
    def _search_perhaps_id(self, operator, value):
        """Whether there is a hint; which complaint it is about nobody searches for."""
        if operator not in ("in", "not in") or set(value) != {False}:
            return Domain.FALSE
        return [("id", "in", self.sudo()._search([("perhaps_of_id", operator, value)]))]

    def _values_from_envelope(self, envelope):
        values = super()._values_from_envelope(envelope)
        if values["confidentiality"] == "anonymous":
            return values
        return {**values, **self._values_of_hint(envelope)}

    def _values_of_hint(self, envelope):
        """What a new complaint perhaps belongs to, and by what later ones find it."""
        mark = fingerprint(envelope.text)
        mentioned = self._mentioned(envelope).filtered_domain(IN_HINTS)[:1]._survivor()
        same = mentioned or self._with_same_words(mark, envelope.received_at)
        why = "number" if mentioned else "words"
        return {
            "words_fingerprint": mark,
            "perhaps_of_id": same.id,
            "perhaps_why": why if same else False,
        }

    def _with_same_words(self, mark, received_at):
        """The case that words to the first complaint of the last days go to that says the same."""
        if not mark:
            return self.browse()
        # Past the ORM: each new complaint asks this, and to make a search of it costs more than to answer it.
        self.flush_model(ASKED_OF_SAME)
        found = self.env.execute_query(
            SQL(
                # Beside that, `IN_HINTS`.
                """SELECT id, merged_into_id FROM police_complaint
                    WHERE words_fingerprint = %s AND received_at >= %s
                      AND confidentiality != 'anonymous' AND set_aside IS DISTINCT FROM 'spam'
                    ORDER BY received_at, id LIMIT 1""",
                mark,
                received_at - PASSED_ON_WITHIN,
            )
        )
        first = self.browse(complaint_id for complaint_id, _merged in found)
        is_merged = any(merged for _complaint_id, merged in found)
        return first._survivor() if is_merged else first

    def _change_confidentiality(self, confidentiality, reason):
        """Who becomes anonymous is in no hint any more."""
        result = super()._change_confidentiality(confidentiality, reason)
        if confidentiality == "anonymous":
            complaint = self.sudo()
            complaint.words_fingerprint = False
            hints = self.sudo().search([("perhaps_of_id", "in", complaint.ids)])
            (complaint | hints)._forget_hint()
        return result

    def _forget_hint(self):
        self.write({"perhaps_of_id": False, "perhaps_why": False})

    def action_join_perhaps(self):
        """Button: it does belong there: words, files and sender go there.

        :raise AccessError: the user is not of the control room
        :raise UserError: there is no such hint for the user, or the two may not be joined
        """
        self._check_decides_whose()
        for complaint in self:
            target = complaint.perhaps_id
            if not target:
                raise UserError(self.env._("Nothing says what it belongs to."))
            complaint._set_aside("belongs", target)
        self.sudo()._forget_hint()

    def action_not_perhaps(self):
        """Button: it is a matter of its own.

        :raise AccessError: the user is not of the control room
        """
        self._check_decides_whose()
        self.sudo()._forget_hint()
