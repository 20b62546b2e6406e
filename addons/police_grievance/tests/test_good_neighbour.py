from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged, warmup

from odoo.addons.police_force.models.police_secret_name import HIDDEN

from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestGoodNeighbour(PoliceCase):
    """In an Odoo that does other work, too, those who have no part in the service work as before.

    What Odoo's own tests say of that, `tools/launch neighbour` shows.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.employee = new_test_user(
            cls.env, "neighbour", groups="base.group_user,base.group_partner_manager"
        )
        cls.customer = cls.env["res.partner"].create(
            {"name": "Neighbour Example", "email": "neighbour@example.org"}
        )
        cls.env.flush_all()

    def _as(self, user, model):
        return self.env[model].with_user(user)

    def test_the_employee_has_no_role(self):
        self.assertFalse(self.employee.has_group("police_force.group_user"))

    def test_a_message_in_anothers_name(self):
        """Such as of a colleague who is away: the office's rule is for officers."""
        values = {"model": "res.partner", "res_id": self.customer.id, "body": "Hello"}
        colleague = self.customer.id
        message = self._as(self.employee, "mail.message").create(
            {**values, "author_id": colleague, "email_from": "sales@example.org"}
        )
        self.assertEqual(message.author_id.id, colleague)
        self.assertEqual(message.email_from, "sales@example.org")
        complaint = self._complaint(self.station)
        with self.assertRaises(AccessError):
            self._as(self.employee, "mail.message").create(
                {"model": complaint._name, "res_id": complaint.id, "body": "x"}
            )
        hidden = self._as(self.employee, "mail.message").with_context(
            default_model=complaint._name, default_res_id=complaint.id
        )
        with self.assertRaises(AccessError):
            hidden.create({"body": "x", "author_id": colleague})

    def test_a_notification_for_another(self):
        said = self.customer.message_post(body="Hello")
        notifications = self._as(self.employee, "mail.notification")
        made = notifications.create({"mail_message_id": said.id, "res_partner_id": 1})
        self.assertIn(made, notifications.search([("mail_message_id", "=", said.id)]))
        of_complaint = self._complaint(self.station).message_post(body="x")
        values = {"mail_message_id": of_complaint.id, "res_partner_id": self.employee.partner_id.id}
        with self.assertRaises(AccessError):
            notifications.create(values)
        told = self.env["mail.notification"].create({**values, "res_partner_id": 1})
        for user in (self.employee, self.constable):
            found = self._as(user, "mail.notification").search([("id", "=", told.id)])
            self.assertFalse(found)

    def test_mails_from_templates(self):
        template = self.env["mail.template"].create(
            {
                "name": "Neighbour",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "email_to": "x@example.org",
                "subject": "Offer",
                "body_html": "<p>Offer</p>",
            }
        )
        self.assertTrue(template.with_user(self.employee).send_mail(self.customer.id))
        with self.assertRaises(AccessError):
            template.with_user(self.constable).send_mail(self.customer.id)

    def test_filters_for_others(self):
        filters = self._as(self.employee, "ir.filters")
        shared = {"name": "Shared", "user_ids": [], "domain": "[]"}
        made = filters.create({**shared, "model_id": "res.partner"})
        made.write({"name": "For all"})
        with self.assertRaises(AccessError):
            made.write({"model_id": "police.complaint"})
        with self.assertRaises(AccessError):
            filters.create({**shared, "model_id": "police.complaint"})

    def test_own_name_and_address(self):
        me = self.employee.with_user(self.employee)
        me.write({"email": "me@example.org", "name": "Somebody Example"})
        self.assertEqual(self.employee.email, "me@example.org")
        # Whoever of them was first to ask.
        for name in ("email", "name"):
            with self.assertRaises(AccessError):
                self.constable.with_user(self.constable).write({name: "office@example.org"})
        me.write({"email": "other@example.org"})

    def test_previews_of_links(self):
        self.assertTrue(self._as(self.employee, "mail.link.preview")._is_link_preview_enabled())
        previews = self._as(self.constable, "mail.link.preview")
        self.assertFalse(previews._is_link_preview_enabled())

    def test_an_export_of_other_records_is_not_written_down(self):
        self.employee.group_ids += self.env.ref("base.group_allow_export")
        entries = self.env["police.audit.entry"].search_count([])
        self.customer.with_user(self.employee).export_data(["name"])
        self.assertEqual(self.env["police.audit.entry"].search_count([]), entries)

    def test_names_are_told_without_asking_who_may_read(self):
        """A message and a mail about the customer; one about no record is maybe the service's."""
        values = {"model": "res.partner", "res_id": self.customer.id, "subject": "Offer"}
        mail = self.env["mail.mail"].create(values)
        for one in (mail, mail.mail_message_id):
            seen = one.with_user(self.employee).sudo()
            self.assertEqual(seen.display_name, "Offer")
        loose = self.env["mail.mail"].create({"subject": "Overdue: 12"})
        self.assertEqual(loose.with_user(self.employee).sudo().display_name, HIDDEN)

    @warmup
    def test_a_log_is_one_query(self):
        for user in (self.employee, self.env.ref("base.user_admin")):
            customer = self.customer.with_user(user)
            # Who writes, and about whom, is at hand by then.
            (self.env.user | user).partner_id.mapped("email_formatted")
            customer.mapped("name")
            with self.assertQueryCount(1):
                customer._message_log(body="<p>Called.</p>", message_type="comment")
