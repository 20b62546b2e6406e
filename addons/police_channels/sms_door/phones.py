"""The phones of a development service: what they are sent can be read, and they can write.

Usage: phones.py FOLDER PORT
They speak the line protocol of Kannel's fake SMSC, which listens on PORT. FOLDER/received holds what
came, a line each; each file in FOLDER/written is a line to send: "NUMBER RECEIVER WORDS".
"""

import socket
import sys
import threading
import time
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote_to_bytes

SECONDS_BETWEEN_LOOKS = 0.2
SECONDS_UNTIL_CALLED_AGAIN = 1


class Phones:
    """
    :param folder: see above
    """

    def __init__(self, folder):
        self.received, self.written = folder / "received", folder / "written"
        self.written.mkdir(parents=True, exist_ok=True)

    def call(self, port):
        """Stay on the line until the other side ends it.

        :raises OSError: nobody is there
        """
        with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.settimeout(None)
            threading.Thread(target=self._listen, args=(line,), daemon=True).start()
            while line.fileno() >= 0:
                self._send(line)
                time.sleep(SECONDS_BETWEEN_LOOKS)

    def _send(self, line):
        for file in sorted(self.written.glob("*.sms")):
            sender, receiver, words = file.read_text().split(" ", 2)
            line.sendall(f"{sender} {receiver} text {' '.join(words.split())}\n".encode())
            file.unlink()

    def _listen(self, line):
        with line, line.makefile("rb") as said:
            for message in said:
                with self.received.open("a") as file:
                    file.write(f"{datetime.now():%H:%M:%S} {readable(message)}\n")


def readable(line):
    """
    :param bytes line: what the fake SMSC says of a message: sender, receiver, kind, words
    :return: the same as a person reads it
    """
    sender, receiver, rest = line.decode("utf-8", "replace").rstrip("\n").split(" ", 2)
    part = ""
    if rest.startswith("udh "):
        _udh, header, rest = rest.split(" ", 2)
        *_start, total, number = unquote_to_bytes(header)
        part = f" ({number}/{total})"
    kind, _blank, words = rest.partition(" ")
    if kind != "text":
        octets = unquote_to_bytes(words.replace("+", " "))
        is_wide = kind == "ucs-2" or (part and _is_wide(octets))
        words = octets.decode("utf-16-be" if is_wide else "utf-8", "replace")
    return f"{sender} > {receiver}{part}: {words}"


def _is_wide(octets):
    """Whether a part of unknown coding has two octets for each letter, as Devanagari has to."""
    return any(octet in (0, 9) for octet in octets[::2])


def main(arguments):
    phones, port = Phones(Path(arguments[0])), int(arguments[1])
    while True:
        try:
            phones.call(port)
        except OSError:
            time.sleep(SECONDS_UNTIL_CALLED_AGAIN)


if __name__ == "__main__":
    main(sys.argv[1:])
