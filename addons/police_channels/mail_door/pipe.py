"""For a mail server that pipes mail into a program (Postfix: `pipe`, or `|` in an alias).

Usage: pipe.py SENDER RECIPIENT [RECIPIENT ...] < mail
Exit codes as sysexits.h: 0 stored, 75 try again later, 69 too big.
"""

import sys

from forward import STORED, TOO_BIG, Forwarder

EX_UNAVAILABLE, EX_TEMPFAIL, EX_USAGE = 69, 75, 64


def main(arguments):
    if len(arguments) < 2:
        sys.stderr.write(__doc__)
        return EX_USAGE
    sender, *recipients = arguments
    result, words = Forwarder.from_environment().hand_over(
        sys.stdin.buffer.read(), sender, recipients
    )
    if result == STORED:
        return 0
    sys.stderr.write(f"{words}\n")
    return EX_UNAVAILABLE if result == TOO_BIG else EX_TEMPFAIL


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
