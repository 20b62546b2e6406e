"""What goes out, as messages of the Cloud API; its limits are in the reference of each type."""

from .shape import BSUID, phone_of

LONGEST_TEXT = 4096
# Below buttons, and below a file.
LONGEST_BODY = 1024
MOST_BUTTONS, LONGEST_BUTTON = 3, 20
MOST_ROWS, LONGEST_ROW, LONGEST_DESCRIPTION = 10, 24, 72
_MEGABYTE = 1024 * 1024
_KINDS = {
    **dict.fromkeys(("image/jpeg", "image/png"), ("image", 5 * _MEGABYTE)),
    **dict.fromkeys(("video/mp4", "video/3gpp"), ("video", 16 * _MEGABYTE)),
    **dict.fromkeys(
        ("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
        ("audio", 16 * _MEGABYTE),
    ),
}
LARGEST_FILE = 100 * _MEGABYTE
# What opens a list; the words of the rows are others' to choose.
_CHOOSE = {"hi": "चुनें", "ur": "منتخب کریں"}
# Languages that Meta knows by their country only.
_WITH_COUNTRY = ("en_GB", "en_US")


def receiver(address):
    """
    :return: the fields that say who gets a message; None for what is no address here
    """
    if BSUID.fullmatch(address):
        return {"recipient": address}
    return {"to": address} if phone_of(address) else None


def kind_of(media):
    """:return: the type under which a file goes"""
    kind, most = _KINDS.get(media.content_type.partition(";")[0].strip(), ("document", 0))
    return kind if len(media.content) <= most else "document"


def free(outgoing, media_ids):
    """Messages with words of our own.

    :param list media_ids: what the files are called there, in their order
    :return: list of (type, content), the words first
    """
    files = [
        (kind_of(media), _file(media, media_id))
        for media, media_id in zip(outgoing.media, media_ids, strict=True)
    ]
    if not outgoing.buttons and len(files) == 1 and _goes_below(outgoing.text, files[0][0]):
        [(kind, file)] = files
        return [(kind, {**file, "caption": outgoing.text} if outgoing.text.strip() else file)]
    return [*_words(outgoing), *files]


def by_template(outgoing):
    """The message in words that Meta has approved, with what stands in their places; buttons are none of them."""
    template = outgoing.template
    places = [_place(value) for value in template.parameters]
    content = {"name": template.name, "language": {"code": language(template.language)}}
    components = {"components": [{"type": "body", "parameters": places}]} if places else {}
    return "template", {**content, **components}


def language(code):
    """:return: Meta's code of a language, such as hi for hi_IN"""
    return code if code in _WITH_COUNTRY else code.partition("_")[0]


def fits(outgoing):
    """:return: whether its words, buttons and files are not more than can go"""
    sizes = all(len(media.content) <= LARGEST_FILE for media in outgoing.media)
    return sizes and _buttons_fit(outgoing) and len(outgoing.text) <= _longest(outgoing.buttons)


def _goes_below(text, kind):
    return kind != "audio" and len(text) <= LONGEST_BODY


def _longest(buttons):
    """A list has room below more words than buttons have."""
    return LONGEST_BODY if any(button.url for button in buttons) else LONGEST_TEXT


def _buttons_fit(outgoing):
    buttons = outgoing.buttons
    if any(button.url for button in buttons):
        return len(buttons) == 1 and len(buttons[0].label) <= LONGEST_BUTTON
    rows = [_row(button) for button in buttons]
    return len(rows) <= MOST_ROWS and all(
        len(row.get("description", "")) <= LONGEST_DESCRIPTION for row in rows
    )


def _words(outgoing):
    text, buttons = outgoing.text, outgoing.buttons
    if not text.strip():
        return []
    if not buttons:
        # Meta would look at our link to draw a picture of it; it is the citizen's alone.
        return [("text", {"body": text, "preview_url": False})]
    if buttons[0].url:
        return [("interactive", _link(text, buttons[0]))]
    few = len(buttons) <= MOST_BUTTONS and len(text) <= LONGEST_BODY
    if few and all(len(button.label) <= LONGEST_BUTTON for button in buttons):
        return [("interactive", _buttons(text, buttons))]
    return [("interactive", _list(text, buttons, outgoing.language))]


def _link(text, button):
    parameters = {"display_text": button.label, "url": button.url}
    return {
        "type": "cta_url",
        "body": {"text": text},
        "action": {"name": "cta_url", "parameters": parameters},
    }


def _buttons(text, buttons):
    replies = [{"id": button.payload, "title": button.label} for button in buttons]
    return {
        "type": "button",
        "body": {"text": text},
        "action": {"buttons": [{"type": "reply", "reply": reply} for reply in replies]},
    }


def _list(text, buttons, code):
    opens = _CHOOSE.get(code.partition("_")[0], "Choose")
    return {
        "type": "list",
        "body": {"text": text},
        "action": {"button": opens, "sections": [{"rows": [_row(button) for button in buttons]}]},
    }


def _row(button):
    """A label too long for its line goes on below it."""
    if len(button.label) <= LONGEST_ROW:
        return {"id": button.payload, "title": button.label}
    head = button.label[:LONGEST_ROW].rpartition(" ")[0] or button.label[:LONGEST_ROW]
    rest = button.label[len(head) :].strip()
    return {"id": button.payload, "title": head, "description": rest}


def _file(media, media_id):
    name = {"filename": media.name} if kind_of(media) == "document" else {}
    return {"id": media_id, **name}


def _place(value):
    """Meta takes no line ends in a place, and no more than four blanks in a row."""
    return {"type": "text", "text": " ".join(value.split()) or "–"}
