"""Fetches what the force has recorded for callers, in place of the synthesiser's voice."""

import base64
import hashlib
import json
import re
import shutil
import time
from pathlib import Path

SECONDS_BETWEEN_LOOKS, SECONDS_TO_ANSWER = 30, 20
# Of a code; of the folder of a language.
_CODE, _FOLDER = re.compile(r"[a-z0-9_]{1,40}"), re.compile(r"[a-z]{2}")


class Prompts:
    """
    :param Webhook service: is asked
    :param sounds: folder that the exchange plays from
    :param built: folder with the synthesiser's, from which those are taken that are recorded no more
    """

    def __init__(self, service, sounds, built):
        self._service, self._sounds, self._built = service, Path(sounds), Path(built)
        self._looked_at = None

    def look(self):
        """Have the exchange play what is recorded now.

        :raises OSError: it cannot be written
        """
        now = time.monotonic()
        if self._looked_at is not None and now < self._looked_at + SECONDS_BETWEEN_LOOKS:
            return
        self._looked_at = now
        told = self._ask(ask="prompts").get("prompts")
        if not isinstance(told, list):
            return
        recorded = {
            f"{one['folder']}/{one['code']}.wav": one["sha256"]
            for one in told
            if _FOLDER.fullmatch(one["folder"]) and _CODE.fullmatch(one["code"])
        }
        for name, sha256 in recorded.items():
            if self._hash(self._sounds / name) != sha256:
                self._fetch(name, sha256)
        self._put_back(recorded)

    def _fetch(self, name, sha256):
        sound = base64.b64decode(str(self._ask(ask="prompt", sha256=sha256).get("sound") or ""))
        if hashlib.sha256(sound).hexdigest() == sha256:
            self._place(name, lambda unfinished: unfinished.write_bytes(sound))

    def _put_back(self, recorded):
        for file in self._built.glob("*/*.wav"):
            name = str(file.relative_to(self._built))
            if name not in recorded and self._hash(self._sounds / name) != self._hash(file):
                self._place(name, lambda unfinished, file=file: shutil.copyfile(file, unfinished))

    def _place(self, name, write):
        """A caller who is hearing it hears one or the other to its end."""
        target = self._sounds / name
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_suffix(".part")
        write(unfinished)
        unfinished.replace(target)

    def _hash(self, file):
        return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""

    def _ask(self, **question):
        """:return: dict; empty where the service is away"""
        body = json.dumps(question).encode()
        answer = self._service.ask(body, "application/json", "{}", SECONDS_TO_ANSWER)
        said = json.loads(answer or b"{}")
        return said if isinstance(said, dict) else {}
