from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.police_grievance.tests.identity_common import IdentityCase

from .citizen_common import CitizenCase


@tagged("post_install", "-at_install")
class TestAttacks(CitizenCase, IdentityCase):
    """What somebody with an account, or a link, might try."""

    def test_no_template_calls_methods_as_somebody_else(self):
        """Core lets every internal user write templates, which may call `sudo()`."""
        self.complaint.sudo()._set_confidentiality("confidential")
        expression = "{{ object.sudo().party_ids.complainant_id.name }}"
        for user in (self.constable, self.station_head, self.circle_officer, self.desk_user):
            self.assertFalse(user.has_group("mail.group_mail_template_editor"), user.login)
            composer = self.env["mail.compose.message"].with_user(user)
            with self.assertRaises(AccessError):
                composer.create(
                    {
                        "model": "police.complaint",
                        "res_ids": repr(self.complaint.ids),
                        "composition_mode": "mass_mail",
                        "subject": expression,
                        "body": "x",
                    }
                )._action_send_mail()

    def test_no_mail_in_the_offices_name_from_the_composer(self):
        office = self.env.ref("police_force.partner_office")
        for mode in ("mass_mail", "comment"):
            composer = self.env["mail.compose.message"].with_user(self.constable)
            with self.assertRaises(AccessError):
                composer.create(
                    {
                        "model": "police.complaint",
                        "res_ids": repr(self.complaint.ids),
                        "composition_mode": mode,
                        "author_id": office.id,
                        "email_from": office.email_formatted,
                        "subject": "Forged",
                        "body": "Come with money.",
                    }
                )._action_send_mail()

    def test_no_context_keeps_a_change_out_of_the_history(self):
        complaint = self.complaint.with_user(self.desk_user)
        complaint._set_confidentiality("confidential")
        self.env.flush_all()
        self.env.cr.precommit.run()
        before = len(complaint.message_ids)
        wizard = self.env["police.complaint.protect.wizard"].with_user(self.desk_user)
        wizard = wizard.with_context(tracking_disable=True, mail_notrack=True).create(
            {
                "complaint_id": complaint.id,
                "confidentiality": "open",
                "reason": "Asked for on the phone.",
            }
        )
        wizard.action_protect()
        self.env.flush_all()
        self.env.cr.precommit.run()
        complaint.invalidate_recordset()
        self.assertGreater(len(complaint.message_ids), before)
        self.assertIn("Asked for on the phone.", str(complaint.message_ids.mapped("body")))

    def test_no_context_lets_a_name_stand(self):
        self.complaint.sudo()._set_confidentiality("confidential")
        desk = self.complaint.with_user(self.desk_user).with_context(police_masking=True)
        desk.message_post(body="Asha called.")
        desk.write({"description": "Asha came."})
        said = f"{self.complaint.message_ids.mapped('body')} {self.complaint.description}"
        self.assertNotIn("Asha", said)

    def test_no_follow_up_in_anothers_name(self):
        follow_ups = self.env["police.follow.up"].with_user(self.circle_officer)
        values = {"complaint_id": self.complaint.id, "method": "call"}
        for forged in (
            {"silence_escalated_at": fields.Datetime.now()},
            {"silence_user_id": self.superintendent.id},
        ):
            with self.assertRaises(AccessError):
                follow_ups.create({**values, **forged})
        row = follow_ups.create({**values, "user_id": self.desk_user.id})
        self.assertEqual(row.user_id, self.circle_officer)
        with self.assertRaises(AccessError):
            row.write({"silence_escalated_at": fields.Datetime.now()})

    def test_a_witness_reads_nothing_of_what_was_written(self):
        witness = self.env["police.complainant"].create({"name": "W. Itness"})
        party = self.env["police.party"].create(
            {"complaint_id": self.complaint.id, "complainant_id": witness.id, "role": "witness"}
        )
        view = self.complaint._citizen_view(party, "en_US")
        self.assertFalse(view["subject"] or view["words"] or view["conversation"] or view["files"])
        self.assertIsNone(view["contact"])
        page = self._words(self._get(self._path(party=party)))
        self.assertNotIn("Lost papers", page)

    def test_public_methods_are_nobodys_who_is_no_officer(self):
        """Every method that RPC reaches, tried by a portal user and by staff without a role."""
        for group in ("base.group_portal", "base.group_user"):
            user = new_test_user(self.env, f"attacker_{group[11:]}", groups=group)
            self.authenticate(user.login, user.login)
            for model, method in self._public_methods():
                with (
                    self.subTest(group=group, method=f"{model}.{method}"),
                    mute_logger("odoo.http"),
                ):
                    args = [] if self.env[model]._abstract else [[1]]
                    answer = self._result(model, method, *args)
                    if answer:
                        # The dialogue itself, which opens for those who work on the complaint.
                        self.assertEqual(answer["type"], "ir.actions.act_window")
                        self.assertFalse(answer.get("res_id"))

    def _public_methods(self):
        for name in self.env:
            model = type(self.env[name])
            if not name.startswith("police."):
                continue
            for method in dir(model):
                defined = next((base for base in model.__mro__ if method in vars(base)), None)
                if method.startswith(("action_", "get_")) and "police" in (
                    getattr(defined, "__module__", "") or ""
                ):
                    yield name, method
