"""A headless Chromium that is led from Python: for pictures, and for tests of screens."""

import base64
import json
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

import websocket

DESKTOP, PHONE = (1400, 900), (390, 844)
# A constable's, outside.
SMALL_PHONE = (360, 640)
# What any page of ours shows once it has loaded.
PAGE = ".o_action_manager > *, main"


class Browser:
    """A headless Chromium with one page, spoken to in the DevTools protocol.

    Used in a `with`: it ends there, and what it kept on disk goes.
    """

    def __init__(self):
        # What its processes still write while they end is no matter of ours.
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.process = subprocess.Popen(
            (
                *("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"),
                *("--hide-scrollbars", "--remote-debugging-port=0", "--remote-allow-origins=*"),
                *(
                    "--disable-background-networking",
                    f"--user-data-dir={self.folder.name}",
                    "about:blank",
                ),
            ),
            stderr=subprocess.DEVNULL,
        )
        port_file = Path(self.folder.name) / "DevToolsActivePort"
        # There before its two lines are in it.
        self._wait(
            lambda: port_file.exists() and port_file.read_text().count("\n"),
            "Chromium does not start",
        )
        self.port = port_file.read_text().split()[0]
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/json/list") as answer:
            page = next(target for target in json.load(answer) if target["type"] == "page")
        self.connect(page["id"])

    def connect(self, page_id):
        """Speak to one page from now on."""
        address = f"ws://127.0.0.1:{self.port}/devtools/page/{page_id}"
        self.socket = websocket.create_connection(address)
        self.number = 0

    def call(self, method, **params):
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.number:
                assert "error" not in answer, answer
                return answer["result"]

    def run(self, script):
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        return result["result"].get("value")

    def open(self, address):
        self.call("Page.navigate", url=address)
        self._wait(
            lambda: self.run("document.readyState") == "complete", f"{address} does not load"
        )

    def wait_for(self, selector):
        self._wait(
            lambda: self.run(f"!!document.querySelector({json.dumps(selector)})"), f"no {selector}"
        )
        time.sleep(1)  # let pictures and animations settle

    def click(self, selector):
        self.wait_for(selector)
        self.run(f"document.querySelector({json.dumps(selector)}).click()")

    def type(self, text):
        """Type into what has the focus; forms keep what was typed a moment later."""
        self.call("Input.insertText", text=text)
        time.sleep(3)

    def press_alt(self, letter):
        key = {"modifiers": 1, "key": letter, "code": f"Key{letter.upper()}"}
        key |= {"windowsVirtualKeyCode": ord(letter.upper())}
        self.call("Input.dispatchKeyEvent", type="rawKeyDown", **key)
        self.call("Input.dispatchKeyEvent", type="keyUp", **key)
        time.sleep(1)

    def resize(self, size):
        metrics = {
            "width": size[0],
            "height": size[1],
            "deviceScaleFactor": 1,
            "mobile": size in (PHONE, SMALL_PHONE),
        }
        self.call("Emulation.setDeviceMetricsOverride", **metrics)

    def picture(self, path):
        data = self.call("Page.captureScreenshot", format="png")["data"]
        path.write_bytes(base64.b64decode(data))

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.socket.close()
        self.process.terminate()
        self.process.wait(20)
        self.folder.cleanup()

    @staticmethod
    def _wait(condition, otherwise, seconds=30):
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise SystemExit(f"Error: {otherwise}")
            time.sleep(0.1)


def log_in(browser, address, login):
    browser.call("Network.clearBrowserCookies")
    browser.open(f"{address}/web/login")
    browser.wait_for("form.oe_login_form")
    browser.run(
        f"""document.querySelector('#login').value = {json.dumps(login)};
            document.querySelector('#password').value = {json.dumps(login)};
            document.querySelector('form.oe_login_form').submit()"""
    )
    browser._wait(
        lambda: "/web/login" not in browser.run("location.pathname"), f"{login} cannot log in"
    )
    # A page left while its assets are being made has the next one fail: Odoo would make them twice.
    browser.wait_for(PAGE)
