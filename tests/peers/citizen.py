"""A citizen with a browser: a session at the service's public address."""

import re

import requests


class Citizen:
    """Asks for pages and sends forms as a browser does.

    :param url: of the service
    """

    def __init__(self, url):
        self.url = url
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["User-Agent"] = "Mozilla/5.0"

    def open(self, path):
        return self.session.get(f"{self.url}{path}", timeout=60)

    def send(self, path, page=None, files=None, **fields):
        """Send a form.

        :param page: path of the page whose token the form carries
        """
        if page:
            found = re.search(r'name="csrf_token"\s+value="([^"]+)"', self.open(page).text)
            fields["csrf_token"] = found.group(1)
        return self.session.post(f"{self.url}{path}", data=fields, files=files, timeout=120)

    def log_in(self, login, password):
        return self.send("/web/login", page="/web/login", login=login, password=password)
