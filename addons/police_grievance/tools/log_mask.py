"""Keep the secrets of links out of the log of requests."""

import logging
import re

_LINK = re.compile(r"(/complaint/follow/)[^/\s?\"]+")


class LinkMask(logging.Filter):
    """Replace the secret in the address of a complaint by a star, in messages and arguments."""

    def filter(self, record):
        record.msg = self._masked(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(map(self._masked, record.args))
        return True

    def _masked(self, value):
        return _LINK.sub(r"\1*", value) if isinstance(value, str) else value
