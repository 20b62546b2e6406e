from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools.misc import clean_context

# What a person says; who says it, when and as what comes by itself.
SAID = frozenset(("body", "subject", "partner_ids", "attachment_ids", "parent_id"))
# Worked out by mail itself wherever somebody posts.
PLACED = frozenset(("model", "res_id", "record_company_id", "record_alias_domain_id"))
WORKED_OUT = frozenset(("email_add_signature", "reply_to"))


class PoliceOwnWordsMixin(models.AbstractModel):
    """For `mail.message`: officers who write by hand write in their own name, wherever that is.

    On a record of the service everybody does, also now, a remark and nothing else: what its history
    says of changes, of the citizen and of the office is written by the service alone.
    """

    _name = "police.own.words.mixin"
    _description = "Written in One's Own Name"

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse what is said for others.

        :raise AccessError: another's name or address; on a record of the service also another
            time, kind or place, or a change that nobody made
        """
        if self.env.su:
            return super().create(vals_list)
        place = {
            name: self.env.context[f"default_{name}"]
            for name in ("model", "res_id")
            if f"default_{name}" in self.env.context
        }
        placed = [{**place, **vals} for vals in vals_list]
        ours = any((vals.get("model") or "").startswith("police.") for vals in placed)
        if not (ours or self._writes_as_officer()):
            return super().create(vals_list)
        own = [self._in_own_name(vals) for vals in placed]
        plain = self.with_context(clean_context(self.env.context))  # pylint: disable=context-overridden
        return super(PoliceOwnWordsMixin, plain).create(own).with_env(self.env)

    def write(self, vals):
        """Nothing is moved into the history of a record of the service by hand."""
        if not self.env.su and (vals.get("model") or "").startswith("police."):
            self._refuse_name()
        return super().write(vals)

    @api.model
    def _writes_as_officer(self):
        """Whether the user has a part in the service; who runs the whole Odoo has other parts, too."""
        user = self.env.user
        is_officer = user.has_group("police_force.group_user")
        return is_officer and not user.has_group("base.group_erp_manager")

    def _in_own_name(self, vals):
        """The values of a message that somebody writes by hand."""
        own = self.env.user.partner_id
        addresses = {own.email_formatted, own.email}
        forged = vals.get("author_id") and vals["author_id"] != own.id
        forged = forged or (vals.get("email_from") and vals["email_from"] not in addresses)
        outside = vals.get("author_guest_id") or vals.get("outgoing_email_to")
        if forged or outside:
            self._refuse_name()
        if (vals.get("model") or "").startswith("police."):
            return self._as_remark(vals)
        return vals

    def _as_remark(self, vals):
        """The same on a record of the service: a remark, now."""
        note, comment = (self.env.ref(f"mail.mt_{name}").id for name in ("note", "comment"))
        fixed = {
            "author_id": self.env.user.partner_id.id,
            "email_from": self.env.user.partner_id.email_formatted,
            "date": fields.Datetime.now(),
            "message_type": "comment",
            "subtype_id": note,
        }
        given = {name: value for name, value in vals.items() if value and name not in WORKED_OUT}
        if given.get("subtype_id") == comment:
            given["subtype_id"] = note
        others = given.keys() - SAID - PLACED - {"author_id", "email_from"}
        if any(given[name] != fixed.get(name) for name in others):
            self._refuse_name()
        parent = self.sudo().browse(given.get("parent_id", ()))
        if parent and (parent.model, parent.res_id) != (vals["model"], vals.get("res_id")):
            self._refuse_name()
        return {**{name: given[name] for name in given.keys() & (SAID | PLACED)}, **fixed}

    def _refuse_name(self):
        raise AccessError(self.env._("You can only write in your own name."))
