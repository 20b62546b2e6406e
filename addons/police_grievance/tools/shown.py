"""What stands in a message's words for something that is no words: a place on the map, somebody's card."""

PIN, CARD = "📍", "👤"


def as_pin(latitude, longitude, name=""):
    """Return the line for a place on the map.

    :param latitude: degrees
    :param str name: what it is called; may be empty
    """
    return " ".join(filter(None, (f"{PIN} {latitude:.6f}, {longitude:.6f}", *name.split())))


def without_shown(text):
    """Return a text without the lines that stand for something else."""
    lines = (text or "").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith((PIN, CARD)))
