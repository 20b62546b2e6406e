from ..tools.fingerprint import fingerprint
from ..tools.kruti_dev import to_unicode, typed_for_font
from .time_common import TimeCase

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


class TestInTime(TimeCase):
    def test_time_grows_with_the_length(self):
        for name, read in READERS.items():
            for unit in UNITS:
                self.assertGrowsWithLength(
                    read,
                    lambda length, unit=unit: unit * (length // len(unit)),
                    1_000,
                    (name, unit),
                )
