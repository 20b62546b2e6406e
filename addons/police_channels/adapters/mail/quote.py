"""What a person wrote in a reply, without the quoted mail below or between it."""

import re

# Lines with which mailers start the quotation, in English and Hindi.
_SEPARATORS = re.compile(
    r"""^[^\S\n]*+(?:
        -{2,}\s*(?:original\ message|forwarded\ message|मूल\ संदेश|अग्रेषित\ संदेश)\s*-{2,}
        | _{10,}\s*$
        | on\ .{4,200}\ wrote:\s*$
        | (?:.{4,200}\s)?(?:ने\ )?(?:.{0,120}\s)?लिखा\s?:\s*$
        | (?:from|भेजने\ वाला|प्रेषक)\s*:\s.{1,200}$(?=\n\s*(?:sent|date|to|भेजा\ गया|दिनांक|प्रति)\s*:)
    )""",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
# Mailers fold the line "On Monday, 23 November 2026, X <x@example.org> wrote:" at will.
_FOLDED = re.compile(r"^(On [^\n]{4,120})\n([^\n]{0,120}wrote:)\s*$", re.IGNORECASE | re.MULTILINE)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)


def strip_quoted(text):
    """The writer's own words of a reply.

    :param str text: a reply's plain text
    :return: what is left without quotation and signature; `text` itself if nothing would be
        left, since an answer written between the quoted lines in an unknown way must not vanish
    """
    unfolded = _FOLDED.sub(r"\1 \2", text)
    found = _SEPARATORS.search(unfolded)
    own = unfolded
    if found:
        below = _without_marked_lines(unfolded[found.end() :])
        quote_is_marked = re.search(r"^[^\S\n]*>", unfolded[found.end() :], re.MULTILINE)
        own = unfolded[: found.start()] + (below if quote_is_marked else "")
    own = _without_marked_lines(own)
    own = _SIGNATURE.split(own)[0].strip()
    return own or text.strip()


def _without_marked_lines(text):
    return "\n".join(line for line in text.split("\n") if not line.lstrip().startswith(">"))
