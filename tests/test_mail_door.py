"""The mail door's way to the service, where the service answers nothing that makes sense."""

import socket
import sys
import threading

import pytest

from launcher.paths import ADDONS
from peers.webhook import Page

sys.path.insert(0, str(ADDONS / "police_channels" / "mail_door"))

from forward import TRY_AGAIN, Forwarder
from webhook import Webhook


@pytest.mark.parametrize("answer", [b"", b"no HTTP\r\n\r\n"], ids=["nothing", "nonsense"])
def test_the_sender_is_asked_to_try_again(answer):
    """As when Odoo is killed while it answers: whether it has the mail nobody knows."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_answer, args=(server, answer), daemon=True).start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/police/channel/mail/in"
        forwarder = Forwarder(Webhook(url, lambda: "secret"))
        mail = (b"Subject: x\r\n\r\nx", "a@example.org", ["b@example.org"])
        assert forwarder.hand_over(*mail)[0] == TRY_AGAIN


@pytest.mark.parametrize("status", [*(301, 302, 303, 307, 308), 200, 202, 204])
def test_a_page_in_place_of_the_answer_is_no_receipt(status):
    """As of a proxy while the service is maintained, or of a site that wants a log-in first."""
    page = Page(status)
    page.start()
    try:
        forwarder = Forwarder(Webhook(page.url, lambda: "secret"))
        mail = (b"Subject: x\r\n\r\nx", "a@example.org", ["b@example.org"])
        assert forwarder.hand_over(*mail)[0] == TRY_AGAIN
        assert page.asked == ["POST"]
    finally:
        page.stop()


def _answer(server, answer):
    connection, _address = server.accept()
    with connection:
        while b"\r\nx" not in connection.recv(65536):
            pass
        connection.sendall(answer)
