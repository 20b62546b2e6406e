import re

from odoo.tests import new_test_user, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from .common import ChannelCase


@tagged("post_install", "-at_install")
class TestLinksByMail(ChannelCase):
    """A new link and the code for an account go to the address on record alone."""

    def setUp(self):
        super().setUp()
        self.complaint = self._arrive().message_ids.complaint_id
        self.party = self.complaint.party_ids
        self.tokens = self.env["police.access.token"]
        self.keeper = new_test_user(self.env, "keeper", groups="base.group_portal").partner_id

    def _mail(self, event):
        """The words of the mail about an occasion, as it goes out."""
        with self._mail_server() as server:
            self._notices(self.complaint, event)._work()
        [mail] = server.mails
        self.assertEqual(mail["To"].addresses[0].addr_spec, "asha@example.org")
        return mail.get_body(("plain",)).get_content()

    def _ask_for_code(self):
        self.assertTrue(self.env["police.access.code"]._request(self.party, self.keeper))
        with trap_jobs():
            self.complaint.sudo()._tell_party(self.party, "code")

    def test_the_new_link_opens_and_the_old_one_does_not(self):
        old = self.tokens._issue(self.complaint, self.party)
        with trap_jobs():
            self.complaint.with_user(self.desk_user).action_new_links()
        self.assertFalse(self.tokens._redeem(old))
        plain = re.search(r"/complaint/follow/(\S+)", self._mail("new_link"))[1]
        self.assertEqual(self.tokens._redeem(plain).party_id, self.party)

    def test_the_code_is_in_the_mail_and_not_in_the_ledger(self):
        self._ask_for_code()
        code = re.search(r"^(\d{8})\s*$", self._mail("code"), re.MULTILINE)[1]
        notice = self._notices(self.complaint, "code")
        self.assertNotIn(code, notice.text)
        codes = self.env["police.access.code"]
        self.assertTrue(codes._confirm(self.party, self.keeper, code))
        self.assertFalse(codes._confirm(self.party, self.keeper, code))

    def test_others_read_it_since_it_was_asked_for(self):
        self._ask_for_code()
        self.party.complainant_id.address_ids.is_shared = True
        text = self._mail("code")
        self.assertFalse(re.search(r"\d|http", text))
        self.assertFalse(self.env["police.access.code"].search([]).expires_at)

    def test_in_hindi(self):
        self.party.complainant_id.language = "hi_IN"
        self._ask_for_code()
        self.assertIn("आधे घंटे", self._mail("code"))

    def test_where_a_secret_may_be_sent(self):
        self.assertTrue(self.complaint._may_send_secret(self.party))
        self.party.complainant_id.address_ids.is_shared = True
        self.assertFalse(self.complaint._may_send_secret(self.party))
        self.party.complainant_id.address_ids.write({"is_shared": False, "kind": "phone"})
        self.assertFalse(self.complaint._may_send_secret(self.party))

    def test_spam_gets_none(self):
        with trap_jobs():
            self.complaint.with_user(self.desk_user)._set_aside("spam")
            self.complaint.sudo()._tell_party(self.party, "new_link")
        self.assertFalse(self._notices(self.complaint, "new_link"))
