from odoo import api, fields, models
from odoo.fields import Domain

# Ways to work that are none here: a citizen is written to by the form, and a warning is no task.
NOT_BY_HAND = ("mail.mail_activity_data_email", "mail.mail_activity_data_warning")

# What is offered for a task on a complaint; on what is not the service's, all that core would offer.
OFFERED = (
    "['|', ('res_model', '=', False), ('res_model', '=', res_model), ('is_given_by_hand', 'in',"
    " res_model == 'police.complaint' and [True] or [True, False])]"
)


class MailActivityType(models.Model):
    """The tasks that the service itself gives."""

    _name = "mail.activity.type"
    _inherit = ["police.named.mixin", "mail.activity.type"]

    is_given_by_hand = fields.Boolean(
        "Given by hand",
        compute="_compute_is_given_by_hand",
        search="_search_is_given_by_hand",
    )

    @api.model
    def _named_xmlids(self):
        return (
            *super()._named_xmlids(),
            *(
                f"police_grievance.mail_activity_type_{name}"
                for name in (
                    *("escalation", "silence", "cognisable", "decision"),
                    *("listen", "interpret"),
                )
            ),
        )

    @api.model
    def _ids_not_by_hand(self):
        lookup = self.env["ir.model.data"]._xmlid_to_res_id
        names = (*self._named_xmlids(), *NOT_BY_HAND)
        return [type_id for name in names if (type_id := lookup(name))]

    def _compute_is_given_by_hand(self):
        others = self._ids_not_by_hand()
        for activity_type in self:
            activity_type.is_given_by_hand = activity_type.id not in others

    @api.model
    def _search_is_given_by_hand(self, operator, value):
        if operator != "in":
            return NotImplemented
        others = Domain("id", "in", self._ids_not_by_hand())
        return Domain.OR(~others if by_hand else others for by_hand in value)
