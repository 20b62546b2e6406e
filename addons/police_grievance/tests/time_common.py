import time

from odoo.tests import BaseCase

TIMES, MOST = 10, 30


class TimeCase(BaseCase):
    """Reading what strangers write takes a time that grows with its length: no text stops a worker."""

    def assertGrowsWithLength(self, read, make, length, told):
        """
        :param read: function of what is made
        :param make: function of a length, in signs
        :param int length: of the shorter one of two
        """
        short, long = (self._seconds(read, make(length * times)) for times in (1, TIMES))
        # Next to nothing is no measure.
        self.assertLess(long, max(short, 0.002) * MOST, told)

    def _seconds(self, read, text):
        """The least of some runs, of this process alone: others use the machine as well."""
        times = []
        for _run in range(2):
            started = time.process_time()
            read(text)
            times.append(time.process_time() - started)
        return min(times)
