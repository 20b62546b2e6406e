"""Mails as citizens and machines write them."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from peers.mail_door import ADDRESS


def mail(subject, text, message_id, sender="Asha Testperson <asha@example.org>", **headers):
    """:return: a person's mail; `headers` with underscores for dashes"""
    message = EmailMessage()
    message["From"], message["To"] = sender, ADDRESS
    message["Subject"] = subject
    message["Message-ID"] = message_id
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def parsed(content):
    return BytesParser(policy=policy.default).parsebytes(content)
