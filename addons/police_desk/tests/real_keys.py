import json

from odoo.tests import HttpCase

MODIFIERS = {"alt": 1, "control": 2, "shift": 8}
KEY_CODES = {
    "Tab": 9,
    "Enter": 13,
    "ArrowLeft": 37,
    "ArrowUp": 38,
    "ArrowRight": 39,
    "ArrowDown": 40,
    " ": 32,
}
TEXT = {"Enter": "\r", " ": " "}
BINDING = "policeRealKeys"


class RealKeysCase(HttpCase):
    """A browser whose tours may press keys as a keyboard does.

    What a page sends itself is no key to the browser: it moves no focus and turns no radio button.
    `real_keys.js` calls us, and the browser gets the keys from outside, by its DevTools protocol.
    """

    def authenticate(self, user, password, *, browser=None, **kwargs):
        session = super().authenticate(user, password, browser=browser, **kwargs)
        if browser:
            Keyboard(browser)
        return session


class Keyboard:
    """The keyboard of a browser under test."""

    def __init__(self, browser):
        self._browser = browser
        browser._handlers["Runtime.bindingCalled"] = self._on_call
        browser._websocket_request("Runtime.addBinding", params={"name": BINDING})

    def _on_call(self, name, payload, **_rest):
        asked = json.loads(payload)
        if "text" in asked:
            # As an input method for Hindi puts it in.
            self._browser._websocket_send("Input.insertText", params=asked)
        else:
            self._press(asked["keys"])

    def _press(self, keys):
        """Press keys together, as `alt+c`, and let them go."""
        *held, key = keys.split("+")
        modifiers = sum(MODIFIERS[name] for name in held)
        code = KEY_CODES.get(key) or ord(key.upper())
        event = {
            "key": key,
            "code": key if key in KEY_CODES else f"Key{key.upper()}",
            "windowsVirtualKeyCode": code,
            "modifiers": modifiers,
        }
        down = {**event, "type": "rawKeyDown"}
        if key in TEXT:
            down |= {"type": "keyDown", "text": TEXT[key]}
        if keys == "control+a":
            down["commands"] = ["selectAll"]
        for params in (down, {**event, "type": "keyUp"}):
            self._browser._websocket_send("Input.dispatchKeyEvent", params=params)
