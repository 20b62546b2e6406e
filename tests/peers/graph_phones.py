"""WhatsApp of a development service: the Graph API beside it, and phones that write and show what they get.

All is read from the environment: WHATSAPP_PORT, WHATSAPP_TOKEN, WHATSAPP_APP_SECRET, WHATSAPP_URL and
WHATSAPP_DATABASE of the channel. WHATSAPP_FOLDER/written/*.json is sent, a message each;
WHATSAPP_FOLDER/received holds what came, and WHATSAPP_FOLDER/files the files.
"""

import json
import os
import time
from datetime import datetime
from pathlib import Path

from .graph import Graph
from .graph_citizens import File
from .graph_webhook import Webhook

SECONDS_BETWEEN_LOOKS = 0.2
KINDS = ("image", "video", "audio")


class Phones:
    """
    :param Graph graph: by which they write
    :param Path folder: see above
    """

    def __init__(self, graph, folder):
        self.graph, self.folder = graph, folder
        self._shown = 0
        for name in ("written", "files"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def look(self):
        """Send what was written, and show what came."""
        for path in sorted((self.folder / "written").glob("*.json")):
            self._send(json.loads(path.read_text()))
            path.unlink()
        for sent in self.graph.sent[self._shown :]:
            self._show(sent)
            self._shown += 1

    def _send(self, told):
        sender, text = told["sender"], told["text"]
        if "place" in told:
            self.graph.say(sender, "location", told["place"])
        if "file" not in told:
            self._write(sender, text)
            return
        path = Path(told["file"])
        mimetype = told["mimetype"] or "application/octet-stream"
        kind = mimetype.partition("/")[0]
        file = File(mimetype, path.read_bytes(), path.name)
        kind = kind if kind in KINDS else "document"
        if kind == "audio" and text:
            self.graph.write(sender, text)
            text = ""
        self.graph.send_file(sender, file, kind, text, is_voice=mimetype == "audio/ogg")

    def _write(self, sender, text):
        """Words, or a press of the newest button with these words that this phone got."""
        for sent in reversed(self.graph.sent):
            buttons = dict(_buttons(sent.message[sent.message["type"]]))
            if sent.receiver == sender and text in buttons:
                self.graph.press(sender, sent, text, buttons[text])
                return
        if text:
            self.graph.write(sender, text)

    def _show(self, sent):
        message = sent.message
        content = message[message["type"]]
        lines = [sent.text, *_choices(content)]
        if content.get("id") in self.graph.media:
            lines.append(str(self._keep(self.graph.media[content["id"]])))
        with (self.folder / "received").open("a") as received:
            said = "\n  ".join("\n".join(filter(None, lines)).splitlines())
            received.write(f"{datetime.now():%H:%M:%S} > {sent.receiver}\n  {said}\n")

    def _keep(self, file):
        path = self.folder / "files" / f"{time.time_ns()}-{Path(file.name or 'file').name}"
        path.write_bytes(file.content)
        return path


def _choices(content):
    """What can be pressed below a message, as a phone shows it."""
    link = (content.get("action") or {}).get("parameters", {}).get("url")
    return [f"[{title}]" for title, _payload in _buttons(content)] + ([link] if link else [])


def _buttons(content):
    """:return: list of (words, what is sent when they are pressed)"""
    action = content.get("action") or {}
    replies = [button["reply"] for button in action.get("buttons", [])]
    rows = [row for section in action.get("sections", []) for row in section["rows"]]
    return [(choice["title"], choice["id"]) for choice in (*replies, *rows)]


def main():
    get = os.environ.__getitem__
    headers = {"X-Odoo-Database": get("WHATSAPP_DATABASE")}
    webhook = Webhook(get("WHATSAPP_URL"), get("WHATSAPP_APP_SECRET"), headers)
    graph = Graph(int(get("WHATSAPP_PORT")), get("WHATSAPP_TOKEN"), webhook)
    # They do not know who wrote before the last start.
    graph.is_window_kept = False
    phones = Phones(graph, Path(get("WHATSAPP_FOLDER")))
    graph.start()
    while True:
        phones.look()
        time.sleep(SECONDS_BETWEEN_LOOKS)


if __name__ == "__main__":
    main()
