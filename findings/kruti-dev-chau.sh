#!/bin/sh
# What two packages make of चौकी (police post) typed for the font Kruti Dev 010: the keys "pkSdh".
#
# Seen on 28 November 2026 with Python 3.11.7, krutiextract 1.6.1 and hinlegacy 1.0.1:
#   both read चैकी, because their tables hold "pkS" as चै; the keys of चै are "pS".
#   hinlegacy writes चैनल with these keys, too: "pkSuy", which a typist's screen shows as चौनल.
#   krutiextract leaves the sign for i within a cluster of three: "fL=;ksa" (स्त्रियों) becomes स्ति्रयों.
# Ends with an error when either behaves otherwise. Needs python3 with venv; changes nothing on the machine.
set -eu
work=${TMPDIR:-/tmp}/finding-kruti-dev-chau
if [ ! -e "$work/complete" ]; then
    rm -rf "$work"
    python3 -m venv "$work"
    "$work/bin/pip" install --quiet --no-deps krutiextract==1.6.1 hinlegacy==1.0.1
    touch "$work/complete"
fi
"$work/bin/python" - <<'END'
from hinlegacy.decoder.engines.krutidev import krutidev_to_unicode as read_by_hinlegacy, unicode_to_krutidev
from krutiextract import krutidev_to_unicode as read_by_krutiextract

seen = (
    read_by_krutiextract("pkSdh"),
    read_by_hinlegacy("pkSdh"),
    unicode_to_krutidev("चैनल"),
    read_by_krutiextract("fL=;ksa"),
)
assert seen == ("चैकी", "चैकी", "pkSuy", "स्ति्रयों"), seen
END
echo "As described."
