"""The manager interface of the exchange (AMI): it tells what happens, and is asked for what is to happen.

A message is lines of `name: value`, with a blank one behind it.
"""

import itertools
import logging
import queue
import socket
import threading

_logger = logging.getLogger("voice_door")
SECONDS_TO_CONNECT, SECONDS_TO_ANSWER = 3, 3
USER = "door"


class Away(Exception):
    """The exchange is not there, or says nothing."""


class Refused(Exception):
    """The exchange will not do it."""


class Manager:
    """One connection to the exchange, made anew whenever it ends.

    :param str address: HOST:PORT
    :param str secret: with which the door logs in
    """

    def __init__(self, address, secret):
        host, _colon, port = address.rpartition(":")
        self._address, self._secret = (host, int(port)), secret
        self._line, self._writing, self._numbers = None, threading.Lock(), itertools.count()
        # By the number of an action: where its answer goes.
        self._waiting = {}
        self._is_missed = False

    def hear(self, opened, happened):
        """Connect, and tell what happens until the connection ends.

        :param opened: called once the door is logged in
        :param happened: called with each message as a dict. Neither of them may wait for an answer.
        """
        try:
            with socket.create_connection(self._address, SECONDS_TO_CONNECT) as line:
                line.settimeout(None)
                self._line, self._is_missed = line, False
                self._hear(line.makefile("rb"), opened, happened)
        except OSError as error:
            if not self._is_missed:
                _logger.info("the exchange does not tell what goes on: %s", error)
            self._is_missed = True
        finally:
            self._line = None

    def _hear(self, lines, opened, happened):
        lines.readline()
        self.send("Login", Username=USER, Secret=self._secret)
        for message in _messages(lines):
            number = message.get("ActionID")
            if "Response" in message and number in self._waiting:
                self._waiting[number].put(message)
            elif "Event" in message:
                happened(message)
            elif message.get("Message") == "Authentication accepted":
                opened()
            elif message.get("Message") == "Authentication failed":
                raise OSError("it knows us by another secret")

    def send(self, action, number=None, **fields):
        """Ask for something without waiting for the answer.

        :param fields: values of one line each, or lists of them
        :raises Away: nobody is there
        :raises ValueError: a value that would be more than a line
        """
        pairs = [("Action", action), ("ActionID", number or str(next(self._numbers)))]
        for name, value in fields.items():
            pairs += [(name, one) for one in (value if isinstance(value, list) else [value])]
        text = "".join(f"{name}: {value}\r\n" for name, value in pairs)
        if text.count("\n") != len(pairs) or text.count("\r") != len(pairs):
            raise ValueError("more than a line")
        try:
            with self._writing:
                if not self._line:
                    raise Away
                self._line.sendall(text.encode() + b"\r\n")
        except OSError as error:
            raise Away from error

    def do(self, action, **fields):
        """Have something done.

        :raises Away: nobody is there, or answers
        :raises Refused: it cannot be done
        """
        number = f"do-{next(self._numbers)}"
        answers = self._waiting[number] = queue.SimpleQueue()
        try:
            self.send(action, number, **fields)
            answer = answers.get(timeout=SECONDS_TO_ANSWER)
        except queue.Empty as error:
            raise Away from error
        finally:
            del self._waiting[number]
        if answer["Response"] == "Error":
            raise Refused(f"{action}: {answer.get('Message', '')}")


def _messages(lines):
    """:return: iterable of dicts"""
    message = {}
    for line in lines:
        name, colon, value = line.decode("utf-8", "replace").strip("\r\n").partition(":")
        if colon:
            message[name] = value.strip()
        elif message:
            yield message
            message = {}
