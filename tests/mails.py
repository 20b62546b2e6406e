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


def delivery_report(message_id):
    """A bounce as a mail server writes it, as bytes."""
    return f"""From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
To: {ADDRESS}
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce-of-{message_id.strip("<>")}>
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b

I could not deliver your message.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; somebody@example.org
Action: failed
Status: 5.1.1

--b
Content-Type: text/rfc822-headers

Message-ID: {message_id}

--b--
""".replace("\n", "\r\n").encode()
