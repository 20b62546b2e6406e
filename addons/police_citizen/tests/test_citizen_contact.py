from lxml import html

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .citizen_common import CitizenCase


@tagged("post_install", "-at_install")
class TestCitizenContact(CitizenCase):
    """How a citizen may be reached: said on their page or at the desk, shown to who may call."""

    def _say(self, status=303, **values):
        path = self._path()
        page = self._get(path)
        said = {"contact_from": "0", "contact_to": "0", **values}
        return self._post(f"{path}/contact", status, key=self._key(page), **said)

    def test_on_the_page(self):
        self._say(is_shared="1", do_not_call="1", contact_from="10", contact_to="16")
        address = self.party.complainant_id.address_ids
        self.assertEqual(
            address._contact_values(),
            {"is_shared": True, "do_not_call": True, "contact_from": 10, "contact_to": 16},
        )
        page = html.fromstring(self._get(self._path()).content)
        self.assertTrue(page.xpath("//input[@name='is_shared'][@checked]"))
        self.assertEqual(
            page.xpath("//select[@name='contact_from']/option[@selected]/@value"), ["10"]
        )
        self._say()
        self.assertFalse(any(address._contact_values().values()))

    def test_no_nonsense(self):
        for values in ({"contact_from": "25"}, {"contact_to": "x"}, {"contact_from": "-1"}):
            self._say(422, **values)

    def test_an_address_learnt_later_is_as_safe(self):
        self._say(is_shared="1")
        later = self.env["police.complainant.address"].create(
            {
                "complainant_id": self.party.complainant_id.id,
                "kind": "phone",
                "value": "+910000012345",
            }
        )
        self.assertTrue(later.is_shared)

    def test_shown_to_who_may_call(self):
        self._say(do_not_call="1", is_shared="1", contact_from="9", contact_to="17")
        warning = self.complaint.with_user(self.station_head).contact_warning
        for words in ("DO NOT CALL", "09:00", "17:00", "OTHERS READ"):
            self.assertIn(words, warning)
        self.complaint.sudo()._set_confidentiality("confidential")
        self.env.invalidate_all()
        self.assertFalse(self.complaint.with_user(self.station_head).contact_warning)
        self.assertTrue(self.complaint.with_user(self.desk_user).contact_warning)

    def test_at_the_desk(self):
        dialogs = self.env["police.complaint.contact.wizard"]
        dialog = dialogs.with_user(self.desk_user).create({"complaint_id": self.complaint.id})
        dialog.is_shared = True
        dialog.action_save()
        self.assertTrue(self.party.complainant_id.address_ids.is_shared)
        again = dialogs.with_user(self.desk_user).create({"complaint_id": self.complaint.id})
        self.assertTrue(again.is_shared)

    def test_not_by_who_may_not_know(self):
        self.complaint.sudo()._set_confidentiality("confidential")
        self.env.invalidate_all()
        dialogs = self.env["police.complaint.contact.wizard"].with_user(self.station_head)
        with self.assertRaises(AccessError):
            dialogs.create({"complaint_id": self.complaint.id, "is_shared": True})
