"""Who complains in the net: each in words, names, numbers and files of its own, so that a leak says whose."""

import re
from typing import NamedTuple

from ..tools.envelope import EnvelopeFile


class Person(NamedTuple):
    """Who complains: found again by any of these, in whatever it stands."""

    name: str
    phone: str
    aadhaar: str
    # Words that tell nobody's name: of the complaint, and of its file.
    topic: str
    paper: str

    @property
    def surname(self):
        return self.name.split()[-1].lower()

    @property
    def email(self):
        return f"{self.surname}@example.org"

    @property
    def numbers(self):
        """Phone and Aadhaar, as on record and as people write them."""
        phone = self.phone.removeprefix("+91")
        aadhaar = " ".join(re.findall("....", self.aadhaar))
        return [phone, f"{phone[:5]} {phone[5:]}", self.aadhaar, aadhaar]

    @property
    def file(self):
        content = f"{self.paper}: signed by {self.name}"
        return EnvelopeFile(f"{self.paper} {self.name}.txt", "text/plain", content.encode())

    def words(self, *, phone=True, email=True):
        """A text as people write it, with what the service does not have on record."""
        _plain, number, _plain, aadhaar = self.numbers
        reach = [f"call {number}"] * phone + [f"write to {self.email}"] * email
        return (
            f"It is about the {self.topic}. {self.name} of ward 4 asks for help, "
            f"{', '.join(reach)}, Aadhaar {aadhaar}.\n\nRegards\n{self.name}"
        )


PEOPLE = {
    "confidential by mail": Person(
        "Zubeda Quillfeather", "+910000081001", "999900000016", "brasslantern", "marblecup"
    ),
    "confidential at the desk": Person(
        "Hemlata Wobblethorn", "+910000081002", "999900000028", "copperkettle", "velvetbox"
    ),
    "confidential in the portal": Person(
        "Farida Zanderbuck", "+910000081003", "999900000037", "ironladder", "paperboat"
    ),
    "anonymous by mail": Person(
        "Mukesh Fizzlewick", "+910000081004", "999900000044", "tinwhistle", "glassbead"
    ),
    "anonymous at the desk": Person(
        "Tarannum Gribbleton", "+910000081005", "999900000059", "stonebasket", "woodenspoon"
    ),
    "anonymous in the portal": Person(
        "Ojas Jumperdale", "+910000081006", "999900000063", "clothcurtain", "silkribbon"
    ),
    "about the station": Person(
        "Urmila Vexmoore", "+910000081007", "999900000071", "rubbertyre", "leafplate"
    ),
    "about its head": Person(
        "Ishaan Pyntrough", "+910000081008", "999900000085", "bamboofence", "claypot"
    ),
    "about its constable": Person(
        "Yasmin Drumgoolie", "+910000081009", "999900000092", "steelbucket", "jutebag"
    ),
    "anonymous draft": Person(
        "Lakhan Hackleberry", "+910000081010", "999900000102", "chalkboard", "inkbottle"
    ),
}
