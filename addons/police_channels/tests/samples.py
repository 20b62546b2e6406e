"""Raw mails for the tests, as they come over the wire."""

from pathlib import Path

OURS = ("grievance@police.example",)
_MAILS = Path(__file__).parent / "mails"


def mail_bytes(name):
    """:return: the mail in `mails/` whose name starts so"""
    [path] = _MAILS.glob(f"{name}-*.eml")
    return path.read_bytes()


def raw_mail(text="Every night in Kalyanpur.", **headers):
    """A person's mail as bytes; header names with underscores for dashes, None leaves one out."""
    lines = {
        "From": "Asha Testperson <asha@example.org>",
        "To": "grievance@police.example",
        "Subject": "Loud music",
        "Message_ID": "<one@example.org>",
        "Date": "Mon, 23 Nov 2026 10:00:00 +0530",
        "Content_Type": "text/plain; charset=utf-8",
        **headers,
    }
    head = "".join(
        f"{name.replace('_', '-')}: {value}\r\n"
        for name, value in lines.items()
        if value is not None
    )
    return f"{head}\r\n{text}\r\n".encode()


def mail_of_parts(*parts, kind="mixed", boundary="b"):
    """A person's mail of several parts as bytes, each (header lines, text)."""
    said = "".join(f"--{boundary}\r\n{head}\r\n\r\n{text}\r\n" for head, text in parts)
    return raw_mail(f"{said}--{boundary}--", Content_Type=f"multipart/{kind}; boundary={boundary}")


def delivery_report(message_id, action="failed", status="5.1.1"):
    """What a mail server says of an undelivered mail, as RFC 3464 wants it."""
    return f"""From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
To: grievance@police.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <report-{action}@mx.example.org>
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not deliver your message.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; asha@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <asha@example.org> no such user

--b
Content-Type: text/rfc822-headers

Message-ID: {message_id}
Subject: Complaint

--b--
""".replace("\n", "\r\n").encode()


# Every way to ask another host, to run or to send something that HTML knows of.
HOSTILE = """
<html><head><link rel=stylesheet href=https://evil.example/a.css><base href=https://evil.example/>
<style>@import url(https://evil.example/b.css)</style></head>
<body onload="evil()" background="https://evil.example/c.png">
<img src="https://evil.example/d.png" alt="map"><img srcset="https://evil.example/e.png 2x">
<p style="background:url(https://evil.example/f.png)" onclick="evil()">words</p>
<a href="javascript:evil()">one</a><a href="https://site.example/page">two</a>
<svg><image href="https://evil.example/g.png"/></svg><iframe src="https://evil.example/h"></iframe>
<form action="https://evil.example/i"><input name=x><button>go</button></form>
<video poster="https://evil.example/j.png"></video><object data="https://evil.example/k"></object>
<meta http-equiv=refresh content="0;url=https://evil.example/l"><script>evil()</script>
</body></html>
"""
