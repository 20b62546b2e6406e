"""The parts in which a phone sends a message."""

from dataclasses import dataclass, field

from smpplib import consts
from smpplib.gsm import gsm_encode

ALPHABETS = {
    # Name: (code, how it is written, octets of one message, octets of a part).
    "gsm": (consts.SMPP_ENCODING_DEFAULT, gsm_encode, 160, 153),
    "latin-1": (consts.SMPP_ENCODING_ISO88591, lambda text: text.encode("latin-1"), 140, 134),
    "ucs-2": (consts.SMPP_ENCODING_ISO10646, lambda text: text.encode("utf-16-be"), 140, 134),
}

# Three parts as an SMS.
LONG_HINDI = (
    "मेरी साइकिल कल शाम बाज़ार से चोरी हो गई है और दुकानदार ने चोर को देखा है। "
    "थाने में मेरी रिपोर्ट नहीं लिखी गई, दो बार जाने पर भी लौटा दिया गया। "
    "कृपया मेरी शिकायत दर्ज करें और बताएँ कि आगे क्या होगा।"
)


@dataclass
class Part:
    """
    :ivar coding: SMPP's data_coding
    :ivar udh: user data header, or empty
    :ivar optional: SMPP's optional parameters
    """

    coding: int
    octets: bytes
    udh: bytes = b""
    optional: dict = field(default_factory=dict)


def parts(text, alphabet="ucs-2", reference=7, told_by="udh"):
    """
    :param alphabet: one of ALPHABETS
    :param reference: what the parts of one message have in common
    :param told_by: "udh" (8 bits), "udh-16" or "sar"
    :return: list of Part in their order; a short text is one without any of it
    """
    coding, encode, whole, size = ALPHABETS[alphabet]
    octets = encode(text)
    if len(octets) <= whole:
        return [Part(coding, octets)]
    pieces = [octets[start : start + size] for start in range(0, len(octets), size)]
    tell = {"udh": _udh, "udh-16": _udh_16, "sar": _sar}[told_by]
    return [
        Part(coding, piece, **tell(reference, len(pieces), number))
        for number, piece in enumerate(pieces, 1)
    ]


def _udh(reference, total, number):
    return {"udh": bytes((5, 0, 3, reference, total, number))}


def _udh_16(reference, total, number):
    return {"udh": bytes((6, 8, 4, *reference.to_bytes(2, "big"), total, number))}


def _sar(reference, total, number):
    tags = {
        "sar_msg_ref_num": reference,
        "sar_total_segments": total,
        "sar_segment_seqnum": number,
    }
    return {"optional": tags}
