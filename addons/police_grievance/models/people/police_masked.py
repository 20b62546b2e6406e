from odoo import api, models

from odoo.addons.police_force.tools.by_service import BY_SERVICE

from ...tools.mask import Mask

# Who reads words as they are written. The fields say so too: `groups=READERS`.
READERS = "police_force.group_words"


class PoliceMaskedMixin(models.AbstractModel):
    """Words that many may read, and that may tell who complained.

    Where the complainant hides, names, numbers and addresses are replaced in the words themselves,
    so that no way of reading, searching, counting or exporting them tells. What was written is
    kept in `police.protected.text`, for those who may know. The name of a record is one of its words.

    Where nobody hides, names stand in the words for those who work on them. All others, who look
    at the work and not at the citizen, have the field `masked_<name>` in the place of each.
    """

    _name = "police.masked.mixin"
    _description = "Words that May Tell Who Complained"
    _inherit = "police.secret.name.mixin"
    _masked_fields = ()

    @api.depends(lambda self: self._masked_fields)
    def _compute_masked_words(self):
        """Words for those who do not work on complaints: without names, whoever hides or not."""
        complaints = self._complaints_told_of()
        masks = self.env["police.complaint"].union(*complaints.values())._masks()
        for row in self:
            mask = masks.get(complaints[row]) or Mask()
            for name in self._masked_fields:
                row[f"masked_{name}"] = row[name] and mask.apply(row[name])

    @api.model
    def _may_read_words(self):
        """Whether the user works on complaints; the service itself always may."""
        return self.env.su or self.env.user.has_group(READERS)

    @api.model
    def _readable_name(self, name):
        """The field in which the user reads these words: itself, or the masked one."""
        hidden = name in self._masked_fields and not self._may_read_words()
        return f"masked_{name}" if hidden else name

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._hide_names()
        return records

    def write(self, vals):
        result = super().write(vals)
        if not self._is_masking() and vals.keys() & set(self._masked_fields):
            self._hide_names()
        return result

    def _is_masking(self):
        """Whether the service itself writes what it has hidden; no caller can say so."""
        return self.env.context.get("police_masking") is BY_SERVICE

    @api.model
    def _words_of(self, complaints):
        """The records of this model that belong to complaints."""
        return self.search([("complaint_id", "in", complaints.ids)])

    def _complaints_told_of(self):
        """The complaint that each of these records belongs to, if any.

        :rtype: dict of record to `police.complaint`
        """
        return {row: row.complaint_id for row in self}

    def _hide_names(self):
        """Hide who complained in the words of these records, where somebody hides."""
        rows = self.sudo()
        # Whose complaint first: that is at hand, the words of a new message are not, and on all other
        # records of an Odoo nobody looks at them here.
        protected = {
            row: complaint
            for row, complaint in rows._complaints_told_of().items()
            if any(row[name] for name in self._masked_fields)
            and complaint.confidentiality not in (False, "open")
        }
        if not protected:
            return
        masks = self.env["police.complaint"].union(*protected.values())._masks()
        kept = self.env["police.protected.text"]._latest(rows.browse(row.id for row in protected))
        for row, complaint in protected.items():
            for name in self._masked_fields:
                if row[name]:
                    row._hide_names_in(name, kept.get((row.id, name)), complaint, masks[complaint])

    def _hide_names_in(self, name, kept, complaint, mask):
        """Hide names in one field; `kept` is what was hidden there before, if anything."""
        current = self[name]
        is_current = kept and kept.shown == str(current)
        source = kept.text if is_current else str(current)
        hidden = self._without_names(name, source, mask)
        if hidden in (str(current), "") or (hidden == source and not is_current):
            return
        self._write_unseen(name, hidden)
        if is_current:
            kept.shown = str(self[name])
        else:
            self.env["police.protected.text"].sudo().create(
                {
                    "complaint_id": complaint.id,
                    "res_model": self._name,
                    "res_id": self.id,
                    "field_name": name,
                    "text": source,
                    "shown": str(self[name]),
                }
            )

    def _without_names(self, name, source, mask):
        """What may be shown of the words of one field."""
        is_html = self._fields[name].type == "html"
        return mask.apply_html(source) if is_html else mask.apply(source)

    def _write_unseen(self, name, value):
        """Write words without leaving the old ones in the history of changes."""
        self.with_context(police_masking=BY_SERVICE, tracking_disable=True).write({name: value})
        tracked = self.env.cr.precommit.data.get(f"mail.tracking.{self._name}", {})
        if name in (tracked.get(self.id) or {}):
            tracked[self.id][name] = self[name]
