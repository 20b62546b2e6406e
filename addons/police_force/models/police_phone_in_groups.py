from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.phone import format_phone


class PolicePhoneInGroupsMixin(models.AbstractModel):
    """A stored number as it is read out and typed; what is no phone is shown as it is."""

    _name = "police.phone.in.groups.mixin"
    _description = "Number in Groups"

    # The field with the number as it is dialled.
    _dialled_field = "phone"

    phone_in_groups = fields.Char(
        "Phone number",
        compute="_compute_phone_in_groups",
        search="_search_phone_in_groups",
        groups="police_force.group_control_room",
    )

    @api.depends(lambda self: (self._dialled_field,) if self._dialled_field in self._fields else ())
    def _compute_phone_in_groups(self):
        for row in self:
            row.phone_in_groups = format_phone(row[self._dialled_field] or "") or False

    @api.model
    def _search_phone_in_groups(self, operator, value):
        """As it is shown, or as it is dialled."""
        if not isinstance(value, str):
            return NotImplemented
        return Domain(self._dialled_field, operator, "".join(value.split()))

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        """Numbers are sorted as they are kept; groups are only how they are shown."""
        kept = self._dialled_field if field_name == "phone_in_groups" else field_name
        return super()._order_field_to_sql(alias, kept, direction, nulls, query)
