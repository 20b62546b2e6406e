"""A mail of ours as bytes: plain text, a simple HTML copy of it, and headers that stop loops."""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from markupsafe import Markup, escape

from .header import HeaderPolicy

_POLICY = HeaderPolicy(linesep="\r\n")
_ADDRESS = re.compile(r"[^\s<>,;@\"]+@[A-Za-z0-9.-]+")
_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")


def build_mail(mail):
    """The bytes to hand to a mail server.

    :param mail: an adapters.outgoing.Outgoing; its text and HTML copy say the same. A button that
        opens an address becomes a link below the text
    :return: bytes
    :raises ValueError: if an address cannot stand in a header, or there is what no mail can say
    """
    text = _with_links(mail)
    sender = ascii_address(mail.sender)
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(_one_line(mail.sender_name), addr_spec=sender)
    message["To"] = ascii_address(mail.recipient)
    message["Reply-To"] = sender
    message["Subject"] = _one_line(mail.subject)
    message["Date"] = format_datetime(mail.date)
    message["Message-ID"] = _one_line(mail.external_id)
    if mail.in_reply_to:
        message["In-Reply-To"] = message["References"] = _one_line(mail.in_reply_to)
    message["Auto-Submitted"] = "auto-replied" if mail.in_reply_to else "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["X-Loop"] = sender
    message["Content-Language"] = mail.language.replace("_", "-")
    message.set_content(text, cte="base64")
    page = html_page(mail.html, mail.language) if mail.html else text_to_html(text, mail.language)
    message.add_alternative(page, "html", cte="base64")
    for file in mail.media:
        maintype, _slash, subtype = file.content_type.partition("/")
        message.add_attachment(
            file.content, maintype, subtype or "octet-stream", filename=_one_line(file.name)
        )
    return message.as_bytes()


def _with_links(mail):
    if mail.template and not mail.text:
        raise ValueError("a mail has words of its own, not a provider's template alone")
    if not all(button.url for button in mail.buttons):
        raise ValueError("a mail has no button that answers by itself")
    links = [f"{_one_line(button.label)}: {button.url}" for button in mail.buttons]
    return "\n\n".join(filter(None, (mail.text, "\n".join(links))))


def _one_line(text):
    return " ".join(text.split())


def ascii_address(address):
    """An address as mail servers take it.

    :raises ValueError: if it cannot be written in ASCII, or is no address
    """
    local, _at, domain = address.rpartition("@")
    plain = f"{local.encode('ascii').decode()}@{domain.encode('idna').decode('ascii')}"
    if not _ADDRESS.fullmatch(plain):
        raise ValueError("not an address that a mail server takes")
    return plain


def text_to_html(text, language):
    """Paragraphs and links of plain text as HTML; every other character is shown, not obeyed."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    body = Markup("").join(Markup("<p>%s</p>") % _lines(paragraph) for paragraph in paragraphs)
    return html_page(body, language)


def html_page(body, language):
    """A page with a body of ours."""
    page = (
        '<!DOCTYPE html><html lang="%s"><head><meta charset="utf-8"></head><body>%s</body></html>'
    )
    return Markup(page) % (language.replace("_", "-"), Markup(body))


def _lines(paragraph):
    return Markup("<br>").join(_linked(line) for line in paragraph.split("\n"))


def _linked(line):
    pieces, end = [], 0
    for link in _LINK.finditer(line):
        pieces.append(escape(line[end : link.start()]))
        pieces.append(Markup('<a href="%s">%s</a>') % (link[0], link[0]))
        end = link.end()
    return Markup("").join([*pieces, escape(line[end:])])
