"""Several arrivals in one request: one behind the other, and how many octets each has in the signed envelope.

Standard library only: the doors run outside Odoo.
"""

import json

_SIZES = "sizes"


def joined(contents):
    """
    :param contents: the bytes of each
    :return: (body, envelope) of the request
    """
    return b"".join(contents), json.dumps({_SIZES: [len(content) for content in contents]})


def taken_apart(body, envelope):
    """
    :return: list of the bytes of each; all in one where the envelope says nothing of it
    :raises ValueError: the envelope is not that of this body
    """
    sizes = json.loads(envelope).get(_SIZES, [len(body)])
    if sum(sizes) != len(body) or min(sizes, default=0) <= 0:
        raise ValueError("other sizes")
    contents, begin = [], 0
    for size in sizes:
        contents.append(body[begin : begin + size])
        begin += size
    return contents
