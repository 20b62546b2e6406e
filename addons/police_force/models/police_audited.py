from odoo import api, models

LANGUAGES = ("en_US", "hi_IN")
SEPARATOR = " / "


def is_loading_addons(env):
    """Whether addons are being installed or upgraded: what happens now is nobody's doing."""
    return not env.registry.ready


def is_loading_data(env):
    """Whether an addon's data files are being loaded; a caller's context alone cannot say so."""
    return is_loading_addons(env) and bool(env.context.get("install_mode"))


class PoliceAuditedMixin(models.AbstractModel):
    """Records of which each change by hand is written down, in `police.audit.entry`.

    A model says by `_audited_fields` what is kept. What an addon's data files bring is not.
    """

    _name = "police.audited.mixin"
    _description = "Audited"

    _audited_fields = ()

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._audit_whole("create", "new_text")
        return records

    def write(self, vals):
        before = self._audit_texts(self._audited_of(vals))
        result = super().write(vals)
        self._audit_changes(before)
        return result

    def unlink(self):
        if not is_loading_addons(self.env):
            self._audit_whole("delete", "old_text")
        return super().unlink()

    def _update_field_translations(self, field_name, translations, *args, **kwargs):
        before = self._audit_texts(self._audited_of([field_name]))
        result = super()._update_field_translations(field_name, translations, *args, **kwargs)
        self._audit_changes(before)
        return result

    # What a model may say

    def _audit_records(self):
        """The records of which changes are written down."""
        return self

    def _audit_districts(self):
        """{record: district it lies in}; its administrator sees the entry."""
        return {}

    # How it is done

    @api.model
    def _audited_of(self, names):
        """The audited fields among those that are written."""
        written = {"name" if name in ("name_english", "name_hindi") else name for name in names}
        return [name for name in self._audited_fields if name in written]

    def _audit_texts(self, names):
        """{record: {field: text}} as it is now; of x2many fields the ids."""
        if not names or is_loading_data(self.env):
            return {}
        return {
            record: {name: record._audit_text(name) for name in names}
            for record in self.sudo()._audit_records()
        }

    def _audit_text(self, name):
        field, value = self._fields[name], self[name]
        if field.type in ("many2many", "one2many"):
            return frozenset(value.ids)
        if field.type == "many2one":
            return value.display_name or ""
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.translate:
            names = (self.with_context(lang=lang)[name] or "" for lang in LANGUAGES)
            return SEPARATOR.join(dict.fromkeys(names))
        return "" if value is False and field.type != "boolean" else str(value)

    def _audit_changes(self, before):
        """Write down what differs from before."""
        changes = []
        for record, texts in before.items():
            for name, old in texts.items():
                new = record._audit_text(name)
                if new != old:
                    changes.append((record, name, *record._audit_both(name, old, new)))
        if changes:
            self._audit_add("change", changes)

    def _audit_both(self, name, old, new):
        """Both texts; of an x2many what went and what came."""
        if isinstance(new, str):
            return old, new
        records = self[name].with_context(active_test=False)
        if records._name == "res.users":
            # A citizen with an account is a user too.
            return tuple(
                ", ".join(records.browse(ids).filtered(lambda user: not user.share).mapped("login"))
                for ids in (old - new, new - old)
            )
        return tuple(
            ", ".join(records.browse(ids).exists().mapped("display_name"))
            for ids in (old - new, new - old)
        )

    def _audit_whole(self, action, side):
        """Write down records that were made or are deleted."""
        before = self._audit_texts(self._audited_fields)
        rows = []
        for record, texts in before.items():
            shown = {
                name: record._audit_both(name, frozenset(), text)[1] for name, text in texts.items()
            }
            labels = {name: self._fields[name]._description_string(self.env) for name in shown}
            text = "\n".join(f"{labels[name]}: {value}" for name, value in shown.items() if value)
            rows.append((record, "", "", text) if side == "new_text" else (record, "", text, ""))
        if rows:
            self._audit_add(action, rows)

    def _audit_add(self, action, changes):
        """:param changes: tuples (record, field, old text, new text)"""
        records = self.browse(record.id for record, *_rest in changes).sudo()
        districts = records._audit_districts()
        self.env["police.audit.entry"]._add(
            [
                {
                    "action": action,
                    "model": self._name,
                    "res_id": record.id,
                    "record_name": record.display_name,
                    "field": name,
                    "old_text": old,
                    "new_text": new,
                    "district_id": districts.get(record, record.browse()).id,
                }
                for record, name, old, new in changes
            ]
        )
