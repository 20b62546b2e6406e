from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.mask import Mask
from ..people.police_masked import BY_SERVICE
from .police_complaint_const import CONFIDENTIALITY_LEVELS
from .police_complaint_link import CONTROL_ROOM

# From the least protected on.
LEVELS = [code for code, _label in CONFIDENTIALITY_LEVELS]
# What would keep a change out of the history.
SILENCING = ("tracking_disable", "mail_notrack")


class PoliceComplaintProtectionMixin(models.AbstractModel):
    """Who may know who complained: `confidentiality`, and what follows from it.

    open: whoever works on it. confidential: the control room and supervisors whose post covers
    the district. anonymous: nobody. Whatever shows or sends something of a complaint may rely on
    it: records about the person are kept from others by rules, names in the words are replaced.
    """

    _name = "police.complaint.protection.mixin"
    _description = "Who May Know"
    _inherit = [
        "police.complaint.link.mixin",
        "police.complaint.understood.mixin",
        "police.masked.mixin",
    ]
    _masked_fields = (
        *("subject", "description", "place_text", "reference", "outcome_note"),
        "telling_words",
    )

    original_subject = fields.Char("Subject as written", compute="_compute_original")
    original_description = fields.Text("As the citizen wrote it", compute="_compute_original")

    @api.depends("subject", "description", "confidentiality")
    @api.depends_context("uid")
    def _compute_original(self):
        """What is hidden in the words, for those who may know."""
        texts = {}
        if self.env["police.protected.text"].has_access("read"):
            texts = self.env["police.protected.text"]._texts_of(self)
        for complaint in self:
            complaint.original_subject = texts.get((complaint.id, "subject"), False)
            complaint.original_description = texts.get((complaint.id, "description"), False)

    def write(self, vals):
        """Keep the history of changes, whatever the context asks for."""
        silent = [key for key in SILENCING if self.env.context.get(key)]
        if not silent or self.env.context.get("police_own_log") is BY_SERVICE or self._is_masking():
            return super().write(vals)
        telling = self.with_context(**dict.fromkeys(silent, False))
        return super(PoliceComplaintProtectionMixin, telling).write(vals)

    def _complaints_told_of(self):
        return {complaint: complaint for complaint in self}

    @api.model
    def _words_of(self, complaints):
        return complaints

    def _mask(self, names=(), addresses=(), office=None):
        """What hides the people of this complaint in text; not the name of whom they complain of.

        :param names: of others to hide, and
        :param addresses: theirs
        :param office: `_office_addresses`, if they are at hand
        :rtype: Mask
        """
        people, accounts = self._people_who_hide()
        told_names, told_addresses = people._telling_words(accounts)
        return Mask(
            (*told_names, *names),
            (*told_addresses, *addresses),
            self._office_addresses() if office is None else office,
        )

    def _people_who_hide(self):
        """:return: (complainants, partners of accounts): who complained and who saw it, in sudo"""
        parties = self.sudo().party_ids.filtered(lambda party: party.role != "accused")
        return parties.complainant_id, parties.partner_id | parties.complainant_id.partner_id

    def _is_of_nobody(self):
        """Whether a complaint is anonymous and nothing here tells whose: nor must what is added."""
        if self.confidentiality != "anonymous":
            return False
        people, accounts = self._people_who_hide()
        return not (accounts or people.address_ids or any(people.mapped("name")))

    @api.model
    def _office_addresses(self):
        """Numbers and addresses that stand in the words for everybody: the office's and helplines'.

        :rtype: set of str
        """
        parameters = self.env["ir.config_parameter"].sudo()
        units = self.env["police.unit"].sudo()
        reached = units.search_fetch(
            ["|", ("phone", "!=", False), ("email", "!=", False)], ["phone", "email"]
        )
        helplines = self.env["police.helpline"].sudo().search_fetch([], ["number"])
        return {
            parameters.get_param("police_grievance.citizen_phone"),
            parameters.get_param("police_grievance.citizen_email"),
            *reached.mapped("phone"),
            *reached.mapped("email"),
            *helplines.mapped("number"),
        }

    def _masks(self):
        """The masks of these complaints, in the same few queries for all of them.

        :rtype: dict of complaint to Mask
        """
        complaints = self.sudo()
        people = complaints.party_ids.complainant_id
        # Into memory at once: what each mask is made of.
        people.address_ids.mapped("value")
        (complaints.party_ids.partner_id | people.partner_id).mapped("email")
        office = self._office_addresses() if complaints else ()
        return {complaint: complaint._mask(office=office) for complaint in complaints}

    def _set_confidentiality(self, confidentiality, reason=""):
        """Say who may know who complained. More protection at any time, less only with a reason.

        Who becomes anonymous gets a new link, where one can be sent: older ones end.

        The citizen's own wish comes through here as the superuser, and can only ask for more.

        :param str confidentiality: open, confidential or anonymous
        :param str reason: plain text, without names: everybody with the complaint reads it
        :raise AccessError: not the user's to do
        :raise UserError: less protection without a reason
        """
        for complaint in self.filtered(lambda one: one.confidentiality != confidentiality):
            if LEVELS.index(confidentiality) > LEVELS.index(complaint.confidentiality):
                complaint._check_may_protect(confidentiality)
            else:
                complaint._check_may_lower(reason)
            complaint._change_confidentiality(confidentiality, reason)
            if confidentiality == "anonymous":
                known = complaint._complainants().filtered(complaint._may_send_secret)
                complaint.sudo()._renew_links(known)

    def _check_may_know(self):
        """Refuse whoever may not know who complained, or is kept from working on it.

        :raise AccessError:
        """
        self.check_access("write")
        if self._of_unknown():
            raise AccessError(self.env._("You may not know who complained."))

    def _of_unknown(self):
        """Those of these complaints of which the user may not know who complained."""
        known = self.env["police.party"].search([("complaint_id", "in", self.ids)]).complaint_id
        return self - known

    def _check_may_protect(self, confidentiality):
        self.check_access("write")
        if confidentiality == "anonymous" and not (
            self.env.su or self.env.user.has_group(CONTROL_ROOM)
        ):
            raise AccessError(
                self.env._("Only the citizen and the control room make a complaint anonymous.")
            )

    def _check_may_lower(self, reason):
        self.check_access("write")
        if not self.env.user.has_group(CONTROL_ROOM):
            raise AccessError(
                self.env._("Only the control room lets more people know who complained.")
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Give the reason why more people may know who complained."))

    def _change_confidentiality(self, confidentiality, reason):
        """Write it, with the reason in the history of changes."""
        complaint = self.sudo()
        if confidentiality == "open":
            complaint.protected_text_ids._restore()
        complaint._track_set_log_message(reason or "")
        complaint.write({"confidentiality": confidentiality})
        if confidentiality != "open":
            complaint._protect_words()

    def _protect_words(self):
        """Hide the people of these complaints wherever something was written about them."""
        for complaint in self.sudo().filtered(lambda one: one.confidentiality != "open"):
            for model in self.env.values():
                if not model._abstract and getattr(model, "_masked_fields", ()):
                    model.sudo()._words_of(complaint)._hide_names()

    def action_protect(self):
        return self._dialog("police_grievance.police_complaint_protect_action")

    def _barred(self):
        """Who may not hear of these complaints: whoever serves where they are about, or is meant.

        :rtype: dict of complaint to frozenset of user ids
        """
        serving = self.env["police.posting"]._users_serving(self.complained_unit_id)
        return {
            complaint: serving.get(complaint.complained_unit_id, frozenset())
            | frozenset(complaint.complained_user_id.ids)
            for complaint in self
        }

    def _dialog(self, xmlid):
        """The action that opens a dialogue about one complaint.

        :raise AccessError: it is not the user's to see
        """
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return {**action, "context": {"default_complaint_id": self.id}}
