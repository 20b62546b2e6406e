from odoo import api, models
from odoo.exceptions import UserError

# How many characters a person may write into one field. What a channel brings in is the service's.
LONGEST = {"char": 1000, "text": 10_000, "json": 20_000, "html": 100_000}


class Base(models.AbstractModel):
    _inherit = "base"

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse words that are too long, on records of the service.

        :raise UserError: in the user's language, before anything is written
        """
        if self._is_of_service():
            for vals in vals_list:
                self._check_lengths(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Refuse words that are too long, on records of the service; those that are can be shortened.

        :raise UserError: in the user's language, before anything is written
        """
        if self._is_of_service():
            self._check_lengths(vals)
        return super().write(vals)

    def _is_of_service(self):
        """Whether a person writes on a record of the service, or where its words are masked."""
        is_ours = self._name.startswith("police.") or hasattr(self, "_masked_fields")
        return is_ours and not self.env.su

    def _check_lengths(self, vals):
        for name, value in vals.items():
            field = self._fields.get(name)
            most = field and not field.readonly and LONGEST.get(field.type)
            # Other values than text and answers by question are no words.
            if not most or not isinstance(value, (str, dict)) or len(str(value)) <= most:
                continue
            if len(str(value)) > max((len(str(row[name] or "")) for row in self), default=0):
                raise UserError(
                    self.env._(
                        "“%(field)s” is too long: at most %(most)s characters, these are %(count)s.",
                        field=field._description_string(self.env),
                        most=most,
                        count=len(str(value)),
                    )
                )

    def export_data(self, fields_to_export):
        """Write down what is exported of the service, or by officers; rights are checked before."""
        result = super().export_data(fields_to_export)
        is_officer = self.env.user.has_group("police_force.group_user")
        if is_officer or self._name.startswith("police."):
            self.env["police.audit.entry"]._add_export(self, fields_to_export)
        return result
