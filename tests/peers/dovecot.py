"""A real IMAP server with one mailbox, run from a folder of its own."""

import imaplib
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from .odoo import free_port
from .waiting import wait_until

USER, PASSWORD = "grievance", "imap-password"
SECONDS_TO_START = 20
# Where nobody may log in as root, the mailbox belongs to this account.
MAIL_OWNER_FOR_ROOT = "nobody"

COMMON = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/dovecot.log
listen = 127.0.0.1
ssl = no
first_valid_uid = 1
first_valid_gid = 1
{accounts}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""
# The two releases that Debian 12 and 13 carry differ in their settings.
OF_2_3 = """
protocols = imap
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
"""
OF_2_4 = """
protocols {{
  imap = yes
}}
auth_allow_cleartext = yes
mail_driver = maildir
mail_path = {folder}/mail/%{{user}}
passdb static {{
  password = {password}
}}
userdb static {{
  fields {{
    uid = {uid}
    gid = {gid}
    home = {folder}/mail/%{{user}}
  }}
}}
"""


class Dovecot:
    """The server; it has to be installed, a missing one is a failure of the test."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="police-dovecot-"))
        self.port = free_port()
        self.process = None
        self.program = shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin")
        assert self.program, "Dovecot is not installed (Debian package dovecot-imapd)"
        self._write_configuration()

    def _write_configuration(self):
        owner = pwd.getpwnam(MAIL_OWNER_FOR_ROOT) if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        mail = self.folder / "mail"
        mail.mkdir()
        self.folder.chmod(0o755)
        os.chown(mail, owner.pw_uid, owner.pw_gid)
        version = re.match(r"\d+\.\d+\.\d+", self._version()).group()
        is_old = version.startswith("2.3")
        first_line = "" if is_old else f"dovecot_config_version = {version}\n"
        first_line += "" if is_old else f"dovecot_storage_version = {version}\n"
        text = first_line + COMMON + (OF_2_3 if is_old else OF_2_4)
        values = {
            "folder": self.folder,
            "port": self.port,
            "password": PASSWORD,
            "uid": owner.pw_uid,
            "gid": owner.pw_gid,
            "accounts": self._accounts(owner),
        }
        (self.folder / "dovecot.conf").write_text(text.format(**values))

    def _version(self):
        return subprocess.check_output([self.program, "--version"], text=True)

    @staticmethod
    def _accounts(owner):
        """An ordinary user runs all of it; root has the accounts that the package made."""
        if os.getuid() == 0:
            return ""
        return (
            f"default_internal_user = {owner.pw_name}\n"
            f"default_login_user = {owner.pw_name}\n"
            f"default_internal_group = {owner.pw_gid}\n"
        )

    def start(self):
        self.process = subprocess.Popen(
            [self.program, "-F", "-c", str(self.folder / "dovecot.conf")]
        )
        wait_until(self._answers, SECONDS_TO_START, f"Dovecot does not start, see {self.folder}")

    def _answers(self):
        assert self.process.poll() is None, (self.folder / "dovecot.log").read_text()
        try:
            self.client().logout()
        except (OSError, imaplib.IMAP4.error):
            return False
        return True

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(10)

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder)

    def client(self):
        """:return: a logged-in connection with the folder INBOX open"""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        client.login(USER, PASSWORD)
        client.select("INBOX")
        return client

    def deliver(self, *mails):
        """Put mails into the mailbox, as bytes."""
        client = self.client()
        for content in mails:
            assert client.append("INBOX", None, None, content)[0] == "OK"
        client.logout()

    def unread(self, folder="INBOX"):
        """:return: how many mails of a folder are not marked as read"""
        return self._count(folder, "UNSEEN")

    def held(self, folder="INBOX"):
        """:return: how many mails a folder holds"""
        return self._count(folder, "ALL")

    def _count(self, folder, criterion):
        client = self.client()
        client.select(folder)
        found = client.search(None, criterion)[1][0].split()
        client.logout()
        return len(found)
