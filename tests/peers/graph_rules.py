"""What the Cloud API takes, by the reference of its messages; what it does not, with Meta's code."""

import re

UNKNOWN_OBJECT, BAD_TOKEN = 100, 190
MISSING, INVALID, OUTSIDE_WINDOW = 131008, 131009, 131047
NO_TEMPLATE, WRONG_COUNT, BAD_PLACE = 132001, 132000, 132018
TITLES = {
    0: "AuthException",
    4: "Application request limit reached",
    UNKNOWN_OBJECT: "Unsupported request",
    BAD_TOKEN: "Invalid OAuth access token",
    130429: "Rate limit hit",
    131000: "Something went wrong",
    131026: "Message undeliverable",
    MISSING: "Required parameter is missing",
    INVALID: "Parameter value is not valid",
    OUTSIDE_WINDOW: "Re-engagement message",
    131056: "(Business Account, Consumer Account) pair rate limit hit",
    WRONG_COUNT: "Number of parameters does not match the expected number of params",
    NO_TEMPLATE: "Template name does not exist in the translation",
    BAD_PLACE: "There's an issue with the parameters in your template",
}
STATUS = {BAD_TOKEN: 401, 0: 401, 4: 429, 130429: 429, 131056: 429, 131000: 500}
PHONE = re.compile(r"\+?[1-9][0-9]{6,14}")
USER = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")
FILES = ("image", "video", "audio", "document", "sticker")
LONGEST_TEXT, LONGEST_BODY, LONGEST_CAPTION = 4096, 1024, 1024


class Refusal(Exception):
    """
    :ivar int code: Meta's
    :ivar str details: what is wrong, for the error's `details`
    """

    def __init__(self, code, details=""):
        super().__init__(details)
        self.code, self.details = code, details

    @property
    def status(self):
        """Of HTTP."""
        return STATUS.get(self.code, 400)

    @property
    def answer(self):
        """As Meta writes it."""
        error = {
            "message": f"(#{self.code}) {TITLES.get(self.code, 'Error')}",
            "type": "OAuthException",
            "code": self.code,
            "fbtrace_id": "peer",
        }
        if self.code == UNKNOWN_OBJECT:
            error["error_subcode"] = 33
        if self.details:
            error["error_data"] = {"messaging_product": "whatsapp", "details": self.details}
        return {"error": error}


def check(message, media, templates):
    """
    :param dict message: what came to /messages
    :param media: ids of files that are there
    :param dict templates: (name, language) to the number of its places
    :raises Refusal: Meta would not take it
    """
    _need(message.get("messaging_product") == "whatsapp", MISSING, "messaging_product")
    _receiver(message)
    kind = message.get("type", "text")
    content = message.get(kind)
    _need(isinstance(content, dict), MISSING, kind)
    _need(len(message.get("biz_opaque_callback_data", "")) <= 512, INVALID, "callback data")
    if kind == "text":
        _text(content.get("body"), LONGEST_TEXT, "text.body")
    elif kind in FILES:
        _file(kind, content, media)
    elif kind == "interactive":
        _interactive(content)
    elif kind == "template":
        _template(content, templates)
    else:
        raise Refusal(INVALID, f"type {kind}")


def _need(holds, code, details):
    if not holds:
        raise Refusal(code, details)


def _text(value, longest, name):
    _need(isinstance(value, str) and value.strip(), MISSING, name)
    _need(len(value) <= longest, INVALID, f"{name}: longer than {longest}")


def _receiver(message):
    to, recipient = message.get("to"), message.get("recipient")
    _need(to or recipient, MISSING, "to")
    known = PHONE.fullmatch(str(to)) if to else USER.fullmatch(str(recipient))
    _need(known, INVALID, "to")


def _file(kind, content, media):
    _need(content.get("id") or content.get("link"), MISSING, f"{kind}.id")
    _need(content.get("link") or content["id"] in media, INVALID, f"{kind}.id is not known")
    _need(len(content.get("caption", "")) <= LONGEST_CAPTION, INVALID, "caption")
    _need("caption" not in content or kind not in ("audio", "sticker"), INVALID, "caption")
    _need("filename" not in content or kind == "document", INVALID, "filename")


def _interactive(content):
    kind, action = content.get("type"), content.get("action") or {}
    _need(kind in ("button", "list", "cta_url"), INVALID, "interactive.type")
    longest = LONGEST_TEXT if kind == "list" else LONGEST_BODY
    _text((content.get("body") or {}).get("text"), longest, "body.text")
    if kind == "button":
        replies = [button.get("reply") or {} for button in action.get("buttons") or []]
        _need(1 <= len(replies) <= 3, INVALID, "buttons")
        _rows(replies, 20, 256)
    elif kind == "list":
        _text(action.get("button"), 20, "action.button")
        rows = [row for section in action.get("sections") or [] for row in section.get("rows", [])]
        _need(1 <= len(rows) <= 10, INVALID, "rows")
        _rows(rows, 24, 200)
    else:
        parameters = action.get("parameters") or {}
        _need(action.get("name") == "cta_url", INVALID, "action.name")
        _text(parameters.get("display_text"), 20, "display_text")
        _need(re.match("https?://", parameters.get("url", "")), INVALID, "url")


def _rows(rows, longest_title, longest_id):
    for row in rows:
        _text(row.get("title"), longest_title, "title")
        _text(row.get("id"), longest_id, "id")
        _need(len(row.get("description", "")) <= 72, INVALID, "description")
    for name in ("id", "title"):
        _need(len({row[name] for row in rows}) == len(rows), INVALID, f"{name} twice")


def _template(content, templates):
    language = (content.get("language") or {}).get("code")
    known = (content.get("name"), language)
    _need(known in templates, NO_TEMPLATE, f"template name ({known[0]}) in {language}")
    places = [
        parameter
        for component in content.get("components") or []
        if component.get("type", "").lower() == "body"
        for parameter in component.get("parameters") or []
    ]
    _need(len(places) == templates[known], WRONG_COUNT, f"{len(places)} places")
    for place in places:
        text = place.get("text", "")
        _need(text and not re.search(r"[\n\t]| {5}", text), BAD_PLACE, "new lines or blanks")
