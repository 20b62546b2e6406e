import re

from lxml import html

from odoo.tests import HttpCase

from odoo.addons.police_grievance.tests.common import PoliceCase


class CitizenCase(PoliceCase, HttpCase):
    """A complaint with its station, and the ways a citizen's browser uses the pages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._complaint(
            cls.station, text="My phone papers are lost.", subject="Lost papers"
        )
        cls.party = cls.complaint.party_ids

    def _path(self, complaint=None, party=None):
        complaint = complaint or self.complaint
        token = self.env["police.access.token"]._issue(complaint, party or complaint.party_ids[:1])
        return f"/complaint/follow/{token}"

    def _get(self, path, status=200, **options):
        response = self.url_open(path, **options)
        self.assertEqual(response.status_code, status, response.text[:1000])
        return response

    def _key(self, page):
        return re.search(r'name="key" value="([^"]+)"', page.text)[1]

    def _post(self, path, status=303, files=None, **fields):
        response = self.url_open(path, data=fields, files=files, allow_redirects=False)
        self.assertEqual(response.status_code, status, response.text[:1000])
        return response

    def _words(self, response):
        return " ".join(html.fromstring(response.content).text_content().split())

    def _conversation(self, complaint):
        subtype = self.env.ref("police_grievance.mt_from_citizen")
        return complaint.message_ids.filtered(lambda message: message.subtype_id == subtype)
