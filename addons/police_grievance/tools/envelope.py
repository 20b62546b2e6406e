"""What every way in hands to `police.complaint._intake`: one message in one form."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from .kruti_dev import to_unicode

AS_ARRIVED = "as-it-arrived.txt"


@dataclass
class EnvelopeFile:
    """A file that came with a message; `content` is what arrived, byte for byte.

    `is_typed` marks the words of the message itself, as they were before they could be read;
    `readable` is what the file says, where only this makes it readable.
    """

    name: str
    mimetype: str
    content: bytes
    is_typed: bool = False
    readable: str = ""


@dataclass
class Envelope:
    """One message of a citizen, whatever the channel.

    `received_at` is naive UTC. `complaint_numbers` are the numbers that it is addressed with (a mail's
    subject), `references` the ids of complaints that the transport itself points at (a mail's References
    header); `mentioned_numbers` are those that its words may mean, likeliest first.
    `language` is None when it has to be guessed. Coordinates are degrees, None when unknown.

    The last fields are a person's at a desk, as ids: who the citizen is (`complainant_id`; 0 for
    somebody new, None to go by the address), `place_id` and `complained_unit_id` as chosen, the unit
    decided on, who took it down; `reference` is the number of another office, `safe_contact` how the
    citizen may be reached (some of `SAFETY_FIELDS`). `party_id` is the party whom a page has proven by
    a link or an account: words to a complaint are theirs, whatever address stands on it.

    `other_values` are further addresses of the sender, of the same kind, as its channel vouches.
    With `is_profile_name` the name is what they call themselves there: another one makes nobody
    another person.

    `phones` are all numbers that the person gave, the sender's first, and `phone_remark` what they
    said beside them.

    `coming` names files that came with it and that a channel has yet to fetch: they join the complaint later.

    `spoken` is what of that is sound or film (see `spoken_in`).

    `key` tells the form that it came with from all others, without saying whose it is.

    `text` is what the sender says. `pieces` are set where a reply repeats words of ours, too: pairs of text
    and whether it does so, in order; see `say`.

    `hidden_names` and `hidden_addresses` would tell who an anonymous sender is: they are struck out
    of the words before anything is stored, and are stored nowhere.
    """

    channel: str
    received_at: datetime
    sender_kind: str
    sender_value: str
    sender_name: str = ""
    subject: str = ""
    text: str = ""
    language: str | None = None
    complaint_numbers: list[str] = field(default_factory=list)
    references: list[int] = field(default_factory=list)
    mentioned_numbers: list[str] = field(default_factory=list)
    place_text: str = ""
    pin_code: str = ""
    latitude: float | None = None
    longitude: float | None = None
    files: list[EnvelopeFile] = field(default_factory=list)
    coming: list[str] = field(default_factory=list)
    spoken: str = ""
    confidentiality: str = "open"
    category_code: str = ""
    vulnerability_codes: list[str] = field(default_factory=list)
    complainant_id: int | None = None
    place_id: int | None = None
    complained_unit_id: int | None = None
    unit_id: int | None = None
    taken_by_id: int | None = None
    reference: str = ""
    safe_contact: dict = field(default_factory=dict)
    party_id: int | None = None
    other_values: list[str] = field(default_factory=list)
    is_profile_name: bool = False
    phones: list[str] = field(default_factory=list)
    phone_remark: str = ""
    key: str = ""
    hidden_names: list[str] = field(default_factory=list)
    hidden_addresses: list[str] = field(default_factory=list)
    pieces: list[tuple[str, bool]] = field(default_factory=list)

    def sender_values(self):
        """:return: all addresses of the sender, of its kind"""
        return [value for value in (self.sender_value, *self.other_values) if value]

    def say(self, pieces):
        """Take these as its words.

        :param pieces: list of (text, whether it repeats ours)
        """
        self.pieces = pieces
        self.text = "\n\n".join(text for text, is_quoted in pieces if not is_quoted)

    def make_readable(self):
        """Turn words typed for a font into Unicode; what was typed becomes one of the files.

        A message without words says what the files say.
        """
        if not self.text.strip():
            self.text = "\n\n".join(filter(None, (file.readable for file in self.files)))
        arrived = (self.subject, self.text, self.place_text)
        read = to_unicode(*arrived, *(text for text, _is_quoted in self.pieces))
        self.subject, self.text, self.place_text, *pieces = read
        self.pieces = [
            (text, is_quoted) for text, (_typed, is_quoted) in zip(pieces, self.pieces, strict=True)
        ]
        typed = [words for words, unicode in zip(arrived, read, strict=False) if words != unicode]
        if typed:
            content = "\n\n".join(typed).encode()
            file = EnvelopeFile(AS_ARRIVED, "text/plain", content, is_typed=True)
            self.files = [*self.files, file]

    def strike_out(self, mask):
        """Replace its words by what is left of them; nobody keeps what they were.

        What was typed for a font goes: names cannot be found in it.

        :param Mask mask: what hides the sender
        """
        self.subject, self.text, self.place_text, self.reference = map(
            mask.apply, (self.subject, self.text, self.place_text, self.reference)
        )
        self.pieces = [(mask.apply(text), is_quoted) for text, is_quoted in self.pieces]
        self.files = [
            replace(file, name=mask.apply(file.name), readable=mask.apply(file.readable))
            for file in self.files
            if not file.is_typed
        ]
        self.coming = [mask.apply(name) for name in self.coming]


def spoken_in(mimetypes):
    """:return: film, if one of these is of a film, else sound, if one is of sound, else empty"""
    families = {mimetype.partition("/")[0] for mimetype in mimetypes}
    return "film" if "video" in families else "sound" if "audio" in families else ""
