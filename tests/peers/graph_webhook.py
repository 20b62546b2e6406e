"""What Meta posts to a webhook: signed, and again with longer and longer pauses until it gets a 200."""

import hashlib
import hmac
import json
import queue
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

SECONDS_UNTIL_REPEATED = 0.5
MOST_SECONDS = 8
# Meta's own are days; a test has none.
GIVES_UP_AFTER = 300
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Webhook:
    """
    :param str url: where to post
    :param str app_secret: to sign with
    :param dict headers: more of them, such as the database's name
    :ivar answered: list of HTTP statuses, 0 for no answer
    :ivar waiting: how many bodies are not taken yet
    """

    def __init__(self, url, app_secret, headers=None):
        self.url, self._secret, self._headers = url, app_secret, headers or {}
        self.answered, self.waiting = [], 0
        self._queue, self._ended = queue.PriorityQueue(), threading.Event()
        self._lock, self._turn = threading.Lock(), 0
        threading.Thread(target=self._post_all, daemon=True).start()

    def stop(self):
        self._ended.set()

    def subscribe(self, verify_token):
        """Ask whether the address is theirs who entered it, as the console does.

        :return: whether it is
        """
        challenge = str(time.time_ns())
        asked = {"hub.mode": "subscribe", "hub.challenge": challenge}
        query = urllib.parse.urlencode({**asked, "hub.verify_token": verify_token})
        request = urllib.request.Request(f"{self.url}?{query}", headers=self._headers)
        try:
            with _opener.open(request, timeout=30) as answer:
                return answer.status == 200 and answer.read().decode() == challenge
        except urllib.error.HTTPError:
            return False

    def post(self, value):
        """Have the value of one change posted."""
        change = {"field": "messages", "value": value}
        entry = {"id": "102290129340398", "changes": [change]}
        body = {"object": "whatsapp_business_account", "entry": [entry]}
        self.post_raw(json.dumps(body).encode())

    def post_raw(self, raw, secret=None):
        """:param secret: to sign with instead"""
        with self._lock:
            self.waiting += 1
        self._put(0, raw, self._sign(raw, secret or self._secret), 0)

    def _sign(self, raw, secret):
        return "sha256=" + hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()

    def _put(self, pause, raw, signature, spent):
        with self._lock:
            self._turn += 1
            turn = self._turn
        self._queue.put((time.monotonic() + pause, turn, raw, signature, pause, spent))

    def _post_all(self):
        while not self._ended.is_set():
            due, turn, *what = self._queue.get()
            left = due - time.monotonic()
            if left > 0:
                self._queue.put((due, turn, *what))
                self._ended.wait(min(left, 0.1))
                continue
            self._post_one(*what)

    def _post_one(self, raw, signature, pause, spent):
        status = self._status(raw, signature)
        self.answered.append(status)
        if status == 200 or spent > GIVES_UP_AFTER:
            with self._lock:
                self.waiting -= 1
            return
        pause = min(max(pause * 2, SECONDS_UNTIL_REPEATED), MOST_SECONDS)
        self._put(pause, raw, signature, spent + pause)

    def _status(self, raw, signature):
        headers = {
            **self._headers,
            "Content-Type": "application/json",
            "X-Hub-Signature-256": signature,
        }
        request = urllib.request.Request(self.url, data=raw, headers=headers, method="POST")
        try:
            with _opener.open(request, timeout=30) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0
