from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.number import format_number
from .police_complaint_protection import LEVELS


class PoliceComplaintMergeMixin(models.AbstractModel):
    """Words that belong to another case: they go there with files and sender, and so do later ones."""

    _name = "police.complaint.merge.mixin"
    _description = "Words that Belong to Another Case"
    _inherit = ["police.complaint.undo.mixin", "police.complaint.intake.mixin"]

    merged_into_id = fields.Many2one(
        "police.complaint",
        "Belongs to",
        readonly=True,
        copy=False,
        index="btree_not_null",
        tracking=True,
    )

    def _surviving_target(self, merged_into):
        """The case that words merged into `merged_into` end up in."""
        if not merged_into:
            raise UserError(self.env._("Say which case it belongs to."))
        merged_into.check_access("read")
        target = merged_into._survivor()
        if target in self:
            raise UserError(self.env._("A case cannot belong to itself."))
        if target.sudo().set_aside:
            raise UserError(self.env._("The other one is no complaint, either."))
        return target

    def _survivor(self):
        """The case that words to this one go to: itself, or the one that it belongs to."""
        case, seen = self, self.browse()
        while case.sudo().merged_into_id and case not in seen:
            seen |= case
            case = case.sudo().merged_into_id.with_env(self.env)
        return case

    def _merge_into(self, target):
        """Move words, files and sender to the case that this belongs to.

        :return: the `mail.message` there
        :raise UserError: there more people would know who wrote, or about whom
        """
        complaint, case = self.sudo(), target.sudo()
        complaint._check_may_merge(case)
        known = case.party_ids.complainant_id
        strangers = complaint.party_ids.filtered(lambda party: party.complainant_id not in known)
        words = "\n\n".join(filter(None, (complaint.subject, complaint.description)))
        if strangers:
            message = case._log_words_of_stranger(words)
        else:
            message = case._log_words(words, "police_grievance.mt_from_citizen")
        if strangers:
            complaint.evidence_ids.is_of_stranger = True
        complaint.evidence_ids.write(
            {
                "complaint_id": case.id,
                "moved_from_id": complaint.id,
                "message_id": message.id,
            }
        )
        case._add_strangers(strangers)
        case.has_unread_reply = True
        complaint._tell_merged(case, bool(strangers))
        return message

    def _log_words_of_stranger(self, words):
        """Put words of another person into the history: the complainant does not read these."""
        told = self._in_words_of_force()
        note = told.env._("Somebody else wrote about the same matter:")
        return self._log_words(f"{note}\n\n{words}", "police_grievance.mt_from_other")

    def _add_strangers(self, parties):
        """Name who else wrote: not as complainants, who are told what the case is about."""
        self.env["police.party"].sudo().create(
            [
                {
                    "complaint_id": self.id,
                    "moved_from_id": party.complaint_id.id,
                    "complainant_id": party.complainant_id.id,
                    "role": "witness" if party.role == "complainant" else party.role,
                }
                for party in parties
            ]
        )

    def _check_may_merge(self, case):
        if LEVELS.index(self.confidentiality) > LEVELS.index(case.confidentiality):
            raise UserError(
                self.env._(
                    "Who wrote this is protected, and in the other case that would be seen:"
                    " protect that one first."
                )
            )
        about = self.complained_unit_id
        if about and case.complained_unit_id != about:
            raise UserError(
                self.env._("This is about a police unit, and the other case is not about that one.")
            )

    def _tell_merged(self, case, is_stranger):
        told = self.with_context(lang=self.language)
        if is_stranger:
            words = told.env._("Your message was added to a case that we have already.")
        else:
            words = told.env._(
                "Your message was added to your complaint %(number)s: follow it by that number.",
                number=format_number(case.number),
            )
        self._send_to_citizen(words)

    def _place_of(self, target):
        case = target.sudo()
        return {
            **self._unit_values(case.unit_id),
            "complained_unit_id": case.complained_unit_id.id,
            "post_id": False,
        }

    def _kept_fields(self):
        return (*super()._kept_fields(), "merged_into_id")

    def _snapshot(self):
        """With its files: words that belong to another case take them there."""
        files = {
            row.id: {"moved_from_id": row.moved_from_id.id, "is_of_stranger": row.is_of_stranger}
            for row in self.evidence_ids
        }
        return {**super()._snapshot(), "evidence": files}

    def _take_back_from(self, case, before):
        """Take words, files and sender out of the case that this was thought to belong to."""
        files = {int(key): values for key, values in before["evidence"].items()}
        there = self._survivor().evidence_ids.filtered(lambda row: row.id in files)
        for row in there:
            row.write({**files[row.id], "complaint_id": self.id})
        self.env["police.party"].search([("moved_from_id", "=", self.id)]).unlink()
        words = self.env["mail.message"].browse(before.get("message_ids", ())).exists()
        self.env["police.protected.text"]._of_records(words).unlink()
        words.unlink()
        for row in case:
            row._message_log(
                body=self.env._(
                    "What was added from %(number)s is a complaint of its own after all.",
                    number=format_number(self.number),
                )
            )

    def _tell_apart(self):
        told = self.with_context(lang=self.language)
        self._send_to_citizen(
            told.env._(
                "Your message is a complaint of its own after all: follow it by the number"
                " %(number)s.",
                number=format_number(self.number),
            )
        )

    def _find_addressed(self, envelope):
        """Words to what belongs to another case go there."""
        return super()._find_addressed(envelope)._survivor()
