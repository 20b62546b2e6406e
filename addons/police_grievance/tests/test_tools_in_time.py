"""Reading what citizens write takes a time that grows with its length: no text stops a worker."""

import time

from odoo.tests import BaseCase

from ..tools.fingerprint import fingerprint
from ..tools.kruti_dev import to_unicode, typed_for_font

TYPED = "izkFkhZ dk eksckby pksjh gks x;k gSA " * 20
READERS = {
    "fingerprint": fingerprint,
    "Kruti Dev": lambda text: to_unicode(f"{TYPED}{text}"),
    "Kruti Dev in a document": typed_for_font,
}
UNITS = (
    *("-", "--\n", "> ", "\n", " ", "a", "0", ";", "@", "a@", "a.", "+1 ", "A"),
    *("ZZf", "ZZf ", "क"),
)


class TestInTime(BaseCase):
    LENGTH, TIMES, MOST = 1_000, 10, 30

    def test_time_grows_with_the_length(self):
        for name, read in READERS.items():
            for unit in UNITS:
                short, long = (
                    self._seconds(read, unit * (self.LENGTH * times // len(unit)))
                    for times in (1, self.TIMES)
                )
                # Next to nothing is no measure.
                self.assertLess(long, max(short, 0.002) * self.MOST, (name, unit))

    def _seconds(self, read, text):
        """The least of some runs, of this process alone: others use the machine as well."""
        times = []
        for _run in range(2):
            started = time.process_time()
            read(text)
            times.append(time.process_time() - started)
        return min(times)
