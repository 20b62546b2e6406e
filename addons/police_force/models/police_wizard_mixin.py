from odoo import api, models
from odoo.exceptions import AccessError
from odoo.models import MAGIC_COLUMNS

LINKS = ("many2one", "many2many")


class PoliceWizardMixin(models.AbstractModel):
    """For every dialogue: it shows what it points at, so that must be its user's to see.

    Odoo computes stored and related fields as the superuser, and gives the name of whatever a
    field points to. A dialogue computes as its user instead, and may point at nothing else, from
    the first default on: asked when it is begun, filled in, written, read and acted on.
    """

    _name = "police.wizard.mixin"
    _description = "Dialogue"
    _inherit = "police.secret.name.mixin"

    # What the user has to be allowed to do with what a field points at, where reading is too little.
    _needed = {}

    @api.model
    def _pointing_fields(self):
        """Fields that whoever fills in the dialogue may point at something."""
        return [
            name
            for name, field in self._fields.items()
            if field.type in LINKS and field.store and name not in MAGIC_COLUMNS
        ]

    def _pointed_at(self, name):
        """What dialogues point at by one field, as far as that has to be checked."""
        pointed = self.sudo().with_context(active_test=False).mapped(name)
        if pointed._name == "ir.attachment":
            # Of what was uploaded here the dialogue itself decides.
            pointed = pointed.filtered(lambda file: file.res_model != self._name)
        return self.env[pointed._name].browse(pointed.ids)

    def _astray(self, names):
        """Those of these dialogues that point at something which is not the user's."""
        # Before anything is read as the superuser, who would compute what is left to be computed.
        self._recompute_recordset(names)
        astray = self.browse()
        for name in names:
            pointed = self._pointed_at(name)
            needed = self._needed.get(name, "read")
            own = set(pointed._filtered_access(needed).ids)
            astray |= self.filtered(
                lambda dialog, name=name, own=own: set(dialog._pointed_at(name).ids) - own
            )
        return astray

    def _refusal(self):
        return AccessError(self.env._("This dialogue is about something that is not yours to see."))

    def _check_access(self, operation):
        result = super()._check_access(operation)
        allowed = self - result[0] if result else self
        astray = allowed._astray(self._pointing_fields())
        if not astray:
            return result
        return (result[0] | astray if result else astray), self._refusal

    def _search(self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs):
        """Reading goes by a search, which asks rules alone."""
        query = super()._search(domain, offset, limit, order, bypass_access=bypass_access, **kwargs)
        if self.env.su or bypass_access or query.is_empty():
            return query
        found = self.browse(query)
        astray = found._astray(self._pointing_fields())
        return (found - astray)._as_query(order) if astray else query

    def write(self, vals):
        result = super().write(vals)
        self.check_access("write")
        return result

    @api.model
    def default_get(self, fields_list):
        """:raise AccessError: what is given by the context is not the user's"""
        values = super().default_get(fields_list)
        self._check_given(values)
        return values

    def onchange(self, values, field_names, fields_spec):
        """:raise AccessError: what the dialogue points at is not the user's"""
        by_context = {f"default_{name}": name for name in self._pointing_fields()}
        context = self.env.context
        self._check_given({by_context[key]: context[key] for key in by_context.keys() & context})
        self._check_given(values)
        return super().onchange(values, field_names, fields_spec)

    @api.model
    def _check_given(self, values):
        """Refuse values, in any form that Odoo takes, that point at what is not the user's.

        :raise AccessError:
        """
        given = {name: values[name] for name in self._pointing_fields() if name in values}
        if not self.env.su and self.new(given)._astray(given):
            raise self._refusal()
