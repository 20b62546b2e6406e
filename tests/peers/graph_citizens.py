"""What citizens do by WhatsApp, and what a business learns of its own messages, as Meta's webhook tells it."""

import base64
import hashlib
import itertools
import secrets
import time
from dataclasses import dataclass, field

from .graph_rules import OUTSIDE_WINDOW, TITLES

NUMBER, NUMBER_ID = "15550783881", "106540352242922"


@dataclass
class File:
    """A file at Meta.

    :ivar name: as its sender called it
    :ivar sha256: what the webhook says of it; by default the truth, in Base64
    """

    mimetype: str
    content: bytes
    name: str = ""
    sha256: str = ""

    def __post_init__(self):
        digest = hashlib.sha256(self.content).digest()
        self.sha256 = self.sha256 or base64.b64encode(digest).decode()


@dataclass
class Sent:
    """A message of ours.

    :ivar message: as it came
    :ivar statuses: what was reported of it
    """

    wamid: str
    message: dict
    statuses: list = field(default_factory=list)

    @property
    def receiver(self):
        """Phone with +, or the user's id."""
        to = self.message.get("to")
        return f"+{to.lstrip('+')}" if to else self.message["recipient"]

    @property
    def text(self):
        """What a phone shows of its words."""
        content = self.message[self.message["type"]]
        body = content.get("body")
        if isinstance(body, dict):
            return body["text"]
        places = [
            place["text"]
            for component in content.get("components", [])
            for place in component["parameters"]
            if place["type"] == "text"
        ]
        return body or content.get("caption") or " ".join(places)


class Citizens:
    """
    :param webhook: a `graph_webhook.Webhook` that is told, or None
    :ivar media: dict of id to File
    :ivar expired: ids of files whose bytes are kept no more
    :ivar heard: dict of address to when it wrote last, in seconds of the epoch
    """

    def __init__(self, webhook):
        self.webhook, self.media, self.heard = webhook, {}, {}
        self.expired = set()
        self._ids = itertools.count(1)

    def write(self, sender, text, **more):
        """A citizen writes words; see `say`."""
        return self.say(sender, "text", {"body": text}, **more)

    def send_file(self, sender, file, kind, caption="", is_voice=False):
        """A citizen sends a File as a message of a type such as image."""
        content = self.keep(file)
        content |= {"caption": caption} if caption else {}
        content |= {"filename": file.name} if kind == "document" else {}
        content |= {"voice": is_voice} if kind == "audio" else {}
        return self.say(sender, kind, content)

    def keep(self, file):
        """Have a file here.

        :return: what a webhook says of it
        """
        media_id = self._new_id()
        self.media[media_id] = file
        return {"id": media_id, "mime_type": file.mimetype, "sha256": file.sha256}

    def press(self, sender, sent, title, payload):
        """A citizen presses a button below a message of ours."""
        reply = {"type": "button_reply", "button_reply": {"id": payload, "title": title}}
        return self.say(sender, "interactive", reply, context={"from": NUMBER, "id": sent.wamid})

    def say(self, sender, kind, content, name="Citizen", user_id="", **more):
        """A citizen's message of any type.

        :param str sender: phone with +, or a user's id of whom no phone is known
        :return: its id
        """
        wamid = more.pop("id", None) or self.new_wamid()
        self.heard[sender] = time.time()
        contact = {"profile": {"name": name}, **_known(sender)}
        message = {"id": wamid, "timestamp": str(int(time.time())), "type": kind, kind: content}
        message["from_user_id"] = contact["user_id"]
        if "wa_id" in contact:
            message["from"] = contact["wa_id"]
        self._post({"contacts": [contact], "messages": [{**message, **more}]})
        return wamid

    def report(self, sent, status, **more):
        """Tell what became of a message of ours."""
        sent.statuses.append(status)
        person = _known(sent.receiver)
        told = {
            "id": sent.wamid,
            "status": status,
            "timestamp": str(int(time.time())),
            "recipient_user_id": person["user_id"],
            **more,
        }
        if "wa_id" in person:
            told["recipient_id"] = person["wa_id"]
        tracker = sent.message.get("biz_opaque_callback_data")
        if tracker:
            told["biz_opaque_callback_data"] = tracker
        self._post({"contacts": [{"profile": {"name": "Citizen"}, **person}], "statuses": [told]})

    def report_closed(self, sent):
        """Tell that words which nobody approved came too late."""
        error = {"code": OUTSIDE_WINDOW, "title": TITLES[OUTSIDE_WINDOW]}
        self.report(sent, "failed", errors=[error])

    def _post(self, told):
        number = {"display_phone_number": NUMBER, "phone_number_id": NUMBER_ID}
        if self.webhook:
            self.webhook.post({"messaging_product": "whatsapp", "metadata": number, **told})

    def new_wamid(self):
        return f"wamid.{base64.b64encode(secrets.token_bytes(24)).decode()}"

    def _new_id(self):
        return str(10**15 + next(self._ids))


def user_of(phone):
    """The identifier that whoever has a phone has at this business."""
    return f"IN.{int(hashlib.sha256(phone.encode()).hexdigest(), 16) % 10**20:020}"


def _known(sender):
    """What a webhook says of who somebody is."""
    if not sender.startswith("+"):
        return {"user_id": sender}
    return {"wa_id": sender.lstrip("+"), "user_id": user_of(sender)}
