"""The first pages that people open, each with the style sheets and scripts that it asks for."""

import re

from .citizen import Citizen

ASSET = re.compile(r'"(/web/assets/[^"]+)"')


class FirstPages:
    """
    :param url: of a service with the demo data
    """

    def __init__(self, url):
        self.url = url

    def of_a_guest(self):
        """The page to log in, in English and Hindi.

        :return: list of (path, HTTP status)
        """
        guest = Citizen(self.url)
        return [*_with_assets(guest, "/web/login"), *_with_assets(guest, "/hi/web/login")]

    def of_an_officer(self):
        """The web client, of an officer who reads Hindi."""
        officer = Citizen(self.url)
        officer.log_in("station", "station")
        return _with_assets(officer, "/odoo")


def _with_assets(visitor, path):
    page = visitor.open(path)
    assets = dict.fromkeys(ASSET.findall(page.text))
    return [
        (path, page.status_code),
        *((asset, visitor.open(asset).status_code) for asset in assets),
    ]
