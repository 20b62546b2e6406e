from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

OURS = "police_force"


class PoliceUninstall(models.AbstractModel):
    """What would be lost with addons of the service, were they uninstalled: nothing in use is.

    Rows that an addon has brought go with it, as long as nothing else points to them.
    """

    _name = "police.uninstall"
    _description = "Uninstalling the Service"

    @api.model
    def _check(self, modules):
        """Refuse to uninstall what holds complaints, or whose rows something uses.

        :param modules: `ir.module.module`, all those that would go
        :raise UserError: with what would be lost, and how much of it
        """
        service = modules.search([("name", "=", OURS)])
        going = modules & (service | service.downstream_dependencies())
        if not going:
            return
        names = set(modules.mapped("name"))
        brought = self._brought(names)
        lost = self._lost_models(names)
        rows = self._rows_of(lost, brought)
        self._add(rows, self._values_of(self._lost_fields(names, lost)))
        self._add(rows, self._users_of(brought, lost))
        if rows:
            raise UserError(
                self.env._(
                    "%(addons)s cannot be uninstalled. This is in use, and would be lost or lose what "
                    "it points to: %(used)s. These rows would go: %(brought)s.",
                    addons=", ".join(going.sorted("name").mapped("shortdesc")),
                    used=self._told(rows),
                    brought=self._told({name: len(ids) for name, ids in brought.items()}) or "0",
                )
            )

    @api.model
    def _brought(self, names):
        """:return: dict of model name to ids of the rows in lists that addons have brought"""
        lists = self.env.registry.descendants(["police.in.use.mixin"], "_inherit")
        known = self.env["ir.model.data"].sudo()
        groups = known._read_group(
            [("module", "in", list(names)), ("model", "in", list(lists))],
            ["model"],
            ["res_id:array_agg"],
        )
        return {name: self.env[name].browse(ids).exists().ids for name, ids in groups}

    def _is_kept(self, name):
        """Whether rows of a model are anything but passing, or counters."""
        model = self.env.get(name)
        if model is None or model._abstract or model._transient or not model._auto:
            return False
        return not isinstance(model, self.env.registry["police.failure.mixin"])

    def _lost_models(self, names):
        """:return: names of the models that no other addon has"""
        of_model = self.env["ir.model"].sudo().search([("transient", "=", False)])
        known = of_model._get_external_ids()
        return {
            model.model
            for model in of_model
            if _all_of(known.get(model.id), names) and self._is_kept(model.model)
        }

    def _lost_fields(self, names, lost):
        """:return: stored fields of the service's other models that no other addon has"""
        of_field = self.env["ir.model.fields"].sudo()
        of_field = of_field.search(
            Domain("store", "=", True)
            & Domain("model", "=like", "police.%")
            & Domain("model", "not in", list(lost))
        )
        known = of_field._get_external_ids()
        return [
            self.env[field.model]._fields[field.name]
            for field in of_field
            if _all_of(known.get(field.id), names) and self._is_kept(field.model)
            # A field may be written down that this version has no more.
            if field.name in self.env[field.model]._fields
        ]

    def _rows_of(self, lost, brought):
        """:return: dict of name to number of rows of lost models that no addon has brought"""
        own = {name: [Domain("id", "in", ids)] for name, ids in brought.items()}
        for name, ids in brought.items():
            target = self.env[name].browse(ids)
            for model, fields in target._links_here("cascade", ("many2one",)).items():
                own.setdefault(model, []).append(target._pointing(model, fields))
        return self._counted({name: [~Domain.OR(own.get(name, []))] for name in lost})

    def _values_of(self, of_fields):
        """:return: dict of name to number of rows that have something in lost fields"""
        filled = {}
        for field in of_fields:
            if field.type != "one2many" and not field.compute and not field.related:
                filled.setdefault(field.model_name, []).append(Domain(field.name, "!=", False))
        return self._counted(filled)

    def _users_of(self, brought, lost):
        """:return: dict of name to number of rows, not brought themselves, that have a brought one"""
        pointing = {}
        for name, ids in brought.items():
            target = self.env[name].browse(ids)
            for model, fields in target._links_here("restrict").items():
                others = Domain("id", "not in", brought.get(model, []))
                if model not in lost:
                    domain = target._pointing(model, fields) & others
                    pointing.setdefault(model, []).append(domain)
        return self._counted(pointing)

    def _counted(self, domains):
        counts = {
            name: self._all(name).search_count(Domain.OR(of_model))
            for name, of_model in domains.items()
        }
        return {name: count for name, count in counts.items() if count}

    def _all(self, name):
        return self.env[name].sudo().with_context(active_test=False)

    def _add(self, rows, more):
        for name, count in more.items():
            rows[name] = max(rows.get(name, 0), count)

    def _told(self, counts):
        names = {name: self.env["ir.model"]._get(name).sudo().name for name in counts}
        return ", ".join(
            f"{names[name]}: {counts[name]}"
            for name in sorted(counts, key=lambda name: -counts[name])
        )


def _all_of(xmlids, names):
    return bool(xmlids) and all(xmlid.split(".")[0] in names for xmlid in xmlids)
