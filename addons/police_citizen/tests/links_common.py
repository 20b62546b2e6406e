import re

from odoo.tests import new_test_user

from .citizen_common import CitizenCase


class LinksCase(CitizenCase):
    """Somebody with an account, and links of a complaint."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.party.complainant_id
        cls.keeper = new_test_user(cls.env, "keeper", groups="base.group_portal")
        cls.codes = cls.env["police.access.code"]
        # No transport is at work here: whoever has a mail address is reached.
        cls.classPatch(
            cls.registry["police.complaint"],
            "_ways_to_citizen",
            lambda complaint: [
                way._replace(channel="email", address=address.value)
                for way in super(cls.registry["police.complaint"], complaint)._ways_to_citizen()
                for address in way.party.sudo().complainant_id.address_ids
                if address.kind == "email"
            ],
        )

    def _form(self, path):
        page = self._get(path)
        return {"key": self._key(page), "csrf_token": self._csrf(page)}

    def _csrf(self, page):
        found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        return found[1] if found else ""

    def _keep(self, path, status=200, **values):
        """Press "Keep in my account" on the page of a link, as who is logged in."""
        page = self._get("/my/complaints/new")
        token = path.rpartition("/")[2]
        return self._post(
            "/my/complaints/keep", status, csrf_token=self._csrf(page), token=token, **values
        )

    def _kept(self, user):
        return self.env["police.complaint"]._portal_complaints(user.partner_id)

    def _links(self):
        return self.env["police.access.token"].search(
            [("complaint_id", "=", self.complaint.id), ("ended_at", "=", False)]
        )
