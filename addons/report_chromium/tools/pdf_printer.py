"""Print documents of HTML to PDF by a headless Chromium: the one engine whose Hindi can be searched.

What a document asks for (style sheets, pictures) is answered by the caller, in this process;
anything else is refused, scripts do not run, and no host is ever asked.
"""

import base64
from typing import NamedTuple
from urllib.parse import urlsplit

from .devtools_pipe import Chromium
from .machine_slots import slot

SECONDS = 60
AT_ONCE = 2
# Never asked for: a name that cannot exist, answered before anybody looks it up.
ORIGIN = "http://paper.invalid"
POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; base-uri 'none'; form-action 'none'"
)
MILLIMETRES = 25.4


class Page(NamedTuple):
    """Size of the paper and its margins, in millimetres."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float


class Document(NamedTuple):
    """HTML to print, and what stands in the margins of each of its pages.

    In header and footer, elements of the classes pageNumber and totalPages are filled in;
    they see no style but their own.
    """

    html: str
    header: str = ""
    footer: str = ""


def print_documents(documents, page, load, seconds=SECONDS):
    """Print documents, all in one start of the browser.

    :param documents: list of Document
    :param page: Page that all are printed on
    :param load: function of an address without its host, which gives (media type, bytes), or
        None for what is not to be had
    :param float seconds: after which it is given up, waiting for others included
    :return: list of PDFs, as bytes
    :raise ChromiumMissing, ChromiumFailed, AllTaken: what its text says
    """
    with slot("chromium-pdf", AT_ONCE, seconds), Chromium(seconds) as browser:
        printer = _Printer(browser, page, load)
        return [printer.print_document(document) for document in documents]


class _Printer:
    """One tab of a browser, which prints one document after the other."""

    def __init__(self, browser, page, load):
        self._browser = browser
        self._page = page
        self._load = load
        self._loaded = {}
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self._tab = browser.call("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]
        self._call("Page.enable")
        self._call("Fetch.enable", patterns=[{"urlPattern": "*"}])
        self._call("Emulation.setScriptExecutionDisabled", value=True)

    def _call(self, method, **parameters):
        return self._browser.call(method, self._tab, **parameters)

    def print_document(self, document):
        self._html = document.html.encode()
        self._browser.send("Page.navigate", self._tab, url=f"{ORIGIN}/")
        self._answer_requests()
        return base64.b64decode(self._call("Page.printToPDF", **self._options(document))["data"])

    def _answer_requests(self):
        """Answer what the page asks for, until all of it is there."""
        while True:
            event, parameters = self._browser.next_event()
            if event == "Page.loadEventFired":
                return
            if event == "Fetch.requestPaused":
                self._answer(parameters["requestId"], parameters["request"]["url"])

    def _answer(self, request, url):
        found = self._find(url)
        if not found:
            refusal = {"requestId": request, "errorReason": "BlockedByClient"}
            self._browser.send("Fetch.failRequest", self._tab, **refusal)
            return
        media_type, content = found
        headers = {"Content-Type": media_type, "Content-Security-Policy": POLICY}
        self._browser.send(
            "Fetch.fulfillRequest",
            self._tab,
            requestId=request,
            responseCode=200,
            responseHeaders=[{"name": name, "value": value} for name, value in headers.items()],
            body=base64.b64encode(content).decode(),
        )

    def _find(self, url):
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}" != ORIGIN:
            return None
        path = parts._replace(scheme="", netloc="").geturl()
        if path == "/":
            return "text/html; charset=utf-8", self._html
        if path not in self._loaded:
            self._loaded[path] = self._load(path)
        return self._loaded[path]

    def _options(self, document):
        page = self._page
        return {
            "printBackground": True,
            "generateTaggedPDF": True,
            "paperWidth": page.width / MILLIMETRES,
            "paperHeight": page.height / MILLIMETRES,
            "marginTop": page.top / MILLIMETRES,
            "marginRight": page.right / MILLIMETRES,
            "marginBottom": page.bottom / MILLIMETRES,
            "marginLeft": page.left / MILLIMETRES,
            "displayHeaderFooter": bool(document.header or document.footer),
            # Left out, it would be the date and the title.
            "headerTemplate": document.header or "<span></span>",
            "footerTemplate": document.footer or "<span></span>",
        }
