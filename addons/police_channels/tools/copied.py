"""Rows as PostgreSQL's COPY reads them in binary. In a statement each octet is two letters, which the server
reads one by one: of recordings that takes several times as long as all else that storing them needs.
"""

import struct
from datetime import datetime
from io import BytesIO

_BEGIN, _END = b"PGCOPY\n\xff\r\n\0" + bytes(8), struct.pack("!h", -1)
_FIRST = datetime(2000, 1, 1)


def in_binary(rows):
    """
    :param rows: of text, bytes, numbers (of columns `integer`), dates and moments (naive)
    :return: file that `copy_expert` reads, of a COPY … FROM STDIN (FORMAT binary)
    """
    file = BytesIO(_BEGIN)
    file.seek(0, 2)
    for row in rows:
        file.write(struct.pack("!h", len(row)))
        for value in map(_octets, row):
            file.write(struct.pack("!i", len(value)))
            file.write(value)
    file.write(_END)
    file.seek(0)
    return file


def _octets(value):
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, int):
        return struct.pack("!i", value)
    if isinstance(value, datetime):
        since = value - _FIRST
        return struct.pack(
            "!q", (since.days * 86400 + since.seconds) * 1_000_000 + since.microseconds
        )
    return struct.pack("!i", (value - _FIRST.date()).days)
