"""One message of a citizen to the running service, by the way that real ones take."""

import mimetypes
import re
import smtplib
from email.message import EmailMessage
from pathlib import Path

from . import database, mail_door, runtime, settings, sms, whatsapp
from .messages import LaunchError

USAGE = (
    "Say which channel, who writes and what: CHANNEL=whatsapp|sms|email NUMBER=… TEXT=… [FILE=…]"
    " [PLACE=latitude,longitude]."
)
PLACE = re.compile(r"-?\d{1,2}(\.\d+)?, ?-?\d{1,3}(\.\d+)?")
ADDRESS = "SELECT address FROM police_channel WHERE slug = 'mail'"


def send(arguments):
    """Send one message through the running service, or read what it sent; development only.

    :param arguments: channel, number or address of who writes, words, path of a file, place on the map;
        the last four may be missing or empty
    """
    channel, number, words, file, place = (*arguments, "", "", "", "", "")[:5]
    way = {"whatsapp": _by_whatsapp, "sms": _by_sms, "email": _by_mail}.get(channel)
    if not way or (number and not (words or file or place)):
        raise LaunchError(USAGE)
    if place and (channel != "whatsapp" or not PLACE.fullmatch(place)):
        raise LaunchError("A place is sent by WhatsApp, as degrees: PLACE=26.4499,80.3319.")
    if file and not Path(file).is_file():
        raise LaunchError(f"There is no file {file}.")
    way(number, words, file, place)


def _by_whatsapp(number, words, file, place):
    if number:
        whatsapp.write(number, words, file, place)
    else:
        print(whatsapp.read())


def _by_sms(number, words, file, _place):
    if file:
        raise LaunchError("An SMS carries no file.")
    sms.write([number, words] if number else [])


def _by_mail(sender, words, file, _place):
    if not sender:
        mail_door.show_outbox([])
        return
    with runtime.prepared("run") as ready:
        receiver = database.query(ready, settings.database(), ADDRESS).strip()
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, receiver
    mail["Subject"] = " ".join(words.split())[:60]
    mail.set_content(words)
    if file:
        kind = (mimetypes.guess_type(file)[0] or "application/octet-stream").split("/")
        mail.add_attachment(
            Path(file).read_bytes(), maintype=kind[0], subtype=kind[1], filename=Path(file).name
        )
    try:
        with smtplib.SMTP("127.0.0.1", mail_door.port(), timeout=60) as door:
            door.send_message(mail)
    except OSError as error:
        raise LaunchError(f"The mail door does not take it: {error}") from error
