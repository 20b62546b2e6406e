from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .police_audited import is_loading_addons

# How many are named where several are refused at once.
MOST_NAMES = 5


class PoliceInUseMixin(models.AbstractModel):
    """Rows of a list that other records point to: they are archived and not deleted, while one does.

    What points to them is read from the registry: every stored link with `ondelete="restrict"`, which
    the database itself keeps. Rows that are a part of these (`cascade`) are asked, too.
    """

    _name = "police.in.use.mixin"
    _description = "Kept While in Use"
    _inherit = "police.named.mixin"

    @api.ondelete(at_uninstall=True)
    def _unlink_except_in_use(self):
        if not is_loading_addons(self.env):
            self._check_not_in_use()

    def write(self, vals):
        """Refuse to archive what is needed now, and another code for what the service knows by it.

        :raise UserError: with what to do instead
        """
        if not is_loading_addons(self.env):
            if "active" in vals and not vals["active"]:
                self._check_not_needed()
            if "code" in vals:
                self._check_code_kept(vals["code"])
        return super().write(vals)

    def _needed_by(self):
        """What these have to do at this moment, so that they cannot be archived.

        :return: list of (model name, domain); addons add theirs
        """
        return []

    def _check_code_kept(self, code):
        for record in self._named():
            if record.code != code:
                raise UserError(
                    self.env._(
                        "The service itself knows “%(name)s” by its code: it stays as it is.",
                        name=record.display_name,
                    )
                )

    def _needed_now(self):
        """Those of `_needed_by` of which there is at least one."""
        return [
            (model, domain)
            for model, domain in self._needed_by()
            if self.env[model].sudo().search_count(domain, limit=1)
        ]

    def _check_not_needed(self):
        needed = self._needed_now()
        if needed:
            raise UserError(
                self.env._(
                    "“%(names)s” cannot be archived, it is needed now: %(uses)s. End these first, or "
                    "pass them on.",
                    names=self._names_told(),
                    uses=self._uses_told(needed),
                )
            )

    def _check_not_in_use(self):
        links = self._links_here("restrict")
        used = self._used(links)
        if not used:
            self._check_parts()
            return
        refusal = self.env._(
            "“%(names)s” cannot be deleted, it is in use: %(uses)s.",
            names=used._names_told(),
            uses=used._uses_told(
                [(model, used._pointing(model, names)) for model, names in links.items()]
            ),
        )
        if used._needed_now():
            advice = self.env._(
                "End or pass on what it has now, then archive it: it stays where it is used and is "
                "not offered again."
            )
        else:
            advice = self.env._(
                "Archive it instead: it stays where it is used and is not offered again."
            )
        raise UserError(f"{refusal} {advice}" if self._active_name else refusal)

    def _check_parts(self):
        for model, names in self._links_here("cascade", ("many2one",)).items():
            records = self.env[model].with_context(active_test=False)
            if isinstance(records, self.env.registry["police.in.use.mixin"]):
                records.sudo().search(self._pointing(model, names)).sudo(
                    self.env.su
                )._check_not_in_use()

    @api.model
    def _links_here(self, ondelete, types=("many2one", "many2many")):
        """:return: dict of model name to names of its stored fields that point to this model"""
        links = {}
        for name, model in self.env.registry.items():
            if model._abstract or model._transient or not model._auto:
                continue
            for field in model._fields.values():
                is_link = field.store and field.type in types and field.ondelete == ondelete
                if is_link and field.comodel_name == self._name:
                    links.setdefault(name, []).append(field.name)
        return links

    def _pointing(self, model, names):
        """:return: domain of the records of a model that point to these, other than these"""
        pointing = Domain.OR(Domain(name, "in", self.ids) for name in names)
        return pointing & Domain("id", "not in", self.ids) if model == self._name else pointing

    def _used(self, links):
        """Those of these records that something points to."""
        used = self.browse()
        for model, names in links.items():
            records = self.env[model].sudo().with_context(active_test=False)
            for name in names:
                groups = records._read_group(self._pointing(model, [name]), [name])
                used |= self.browse(target.id for (target,) in groups)
        return self & used

    def _names_told(self):
        # The quotes around all of them are in the sentence; a name may have commas of its own.
        return "”, “".join(self[:MOST_NAMES].mapped("display_name"))

    def _uses_told(self, uses):
        """Where these are used, and how often, as far as the user may know.

        :param uses: list of (model name, domain)
        """
        told, is_hidden = [], False
        for model, domain in uses:
            records = self.env[model].with_context(active_test=False)
            count = records.sudo().search_count(domain)
            seen = _seen(records, domain)
            if seen:
                told.append(f"{self.env['ir.model']._get(model).sudo().name}: {seen}")
            is_hidden = is_hidden or seen < count
        if is_hidden:
            told.append(self.env._("elsewhere, where you may not look"))
        return ", ".join(told)


def _seen(records, domain):
    try:
        return records.search_count(domain)
    except AccessError:
        return 0
