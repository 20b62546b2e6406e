import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from odoo.tests import BaseCase, tagged

from ..tools import devtools_pipe
from ..tools.devtools_pipe import Chromium, ChromiumFailed, ChromiumMissing
from ..tools.machine_slots import AllTaken, slot
from ..tools.pdf_printer import Document, Page, print_documents
from .pdf_common import pdf_facts, read_pdf

A5 = Page(width=148, height=210, top=10, right=10, bottom=10, left=10)
# Conjuncts and vowel signs that stand before their consonant: where other engines fail.
HARD = "कर्तव्य कार्यालय किशोर न्यायालय श्रीमती क्षेत्राधिकारी"
HOSTILE = """
<base href="{url}/base/"><img src="{url}/a"><img src="relative"><img src="file:///etc/hostname">
<link rel="stylesheet" href="{url}/b"><link rel="preconnect" href="{url}">
<link rel="prefetch" href="{url}/c"><style>@import url({url}/d); p {{ background: url({url}/e); }}
@font-face {{ font-family: f; src: url({url}/f); }} p {{ font-family: f; }}</style><p>Printed</p>
<iframe src="{url}/g"></iframe><object data="{url}/h"></object><video src="{url}/i"></video>
<svg><image href="{url}/j" /></svg><form action="{url}/k"><input autofocus></form>
<img src="x" onerror="document.body.textContent = 'RAN'">
<script>document.body.textContent = "RAN"; fetch("{url}/l")</script>
<meta http-equiv="refresh" content="0;url={url}/m">
"""


def nothing(_address):
    return None


@tagged("post_install", "-at_install")
class TestPdfPrinter(BaseCase):
    def setUp(self):
        super().setUp()
        # What is left behind would be left here.
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.startPatcher(patch.object(tempfile, "tempdir", self.folder))

    def _assert_nothing_left(self):
        """No process and no profile; the crash handlers end by themselves, a moment later."""
        self._assert_no_process()
        self.assertFalse(list(Path(self.folder).glob("chromium-*/")))

    def _assert_no_process(self):
        until = time.monotonic() + 5
        while self._processes() and time.monotonic() < until:
            time.sleep(0.05)
        self.assertFalse(self._processes())

    def _processes(self):
        """Path and command line of each process of this test's browsers."""
        commands = {path: self._bytes(path) for path in Path("/proc").glob("[0-9]*/cmdline")}
        return {path: line for path, line in commands.items() if self.folder.encode() in line}

    def _bytes(self, path):
        try:
            return path.read_bytes()
        except OSError:
            return b""

    def test_two_documents_in_one_start_with_text_that_can_be_searched(self):
        asked = []

        def load(address):
            asked.append(address)
            return ("text/css", b"p { break-after: page; }") if address == "/a.css" else None

        page = f'<meta charset="utf-8"><link rel="stylesheet" href="/a.css"><p>{HARD}</p>'
        foot = '<div style="font-size: 9px">Page <span class="pageNumber"></span></div>'
        with patch.object(Chromium, "_start", autospec=True, side_effect=Chromium._start) as start:
            first, second = print_documents(
                [Document(page), Document(page + "<p>second</p>", footer=foot)], A5, load
            )
        self.assertEqual(start.call_count, 1)
        self.assertIn(HARD, read_pdf(first))
        self.assertIn("second", read_pdf(second))
        self.assertIn("Page 2", read_pdf(second))
        self.assertNotIn("Page", read_pdf(first))
        self.assertIn("A5", pdf_facts(first)["Page size"])
        self.assertIn("/a.css", asked)
        self._assert_nothing_left()

    def test_hostile_words_ask_no_host_and_run_nothing(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            host, port = server.getsockname()
            address = f"http://{host}:{port}"
            (pdf,) = print_documents([Document(HOSTILE.format(url=address))], A5, nothing)
            server.settimeout(0.5)
            with self.assertRaises(TimeoutError):
                server.accept()
        text = read_pdf(pdf)
        self.assertIn("Printed", text)
        self.assertNotIn("RAN", text)

    def test_a_browser_that_dies_or_hangs_is_reported_and_leaves_nothing(self):
        def kill(_address):
            for path, line in self._processes().items():
                if b"--remote-debugging-pipe" in line and b"--type" not in line:
                    os.kill(int(path.parent.name), signal.SIGKILL)

        document = Document("<img src='/x.png'>")
        with self.assertRaises(ChromiumFailed):
            print_documents([document], A5, kill)
        self._assert_nothing_left()
        with self.assertRaises(ChromiumFailed):
            print_documents([document], A5, lambda _address: time.sleep(4), seconds=3)
        self._assert_nothing_left()

    def test_a_worker_of_odoo_prints_and_takes_the_browser_with_it(self):
        """Workers have a limit of address space, and are killed where they stand."""
        code = (
            "import os, resource, signal, sys, tempfile; sys.path.insert(0, sys.argv[1])\n"
            "from tools.pdf_printer import Document, Page, print_documents\n"
            "tempfile.tempdir = sys.argv[2]\n"
            "resource.setrlimit(resource.RLIMIT_AS, (2 << 30, resource.RLIM_INFINITY))\n"
            "load = lambda address: os.kill(os.getpid(), signal.SIGKILL) if address == '/a' else None\n"
            "documents = [Document('<p>printed'), Document('<img src=/a>')]\n"
            "print_documents(documents[:1], Page(148, 210, 9, 9, 9, 9), load)\n"
            "print('printed', flush=True)\n"
            "print_documents(documents, Page(148, 210, 9, 9, 9, 9), load)\n"
        )
        addon = str(Path(devtools_pipe.__file__).parent.parent)
        worker = subprocess.run(
            [sys.executable, "-c", code, addon, self.folder], capture_output=True, check=False
        )
        self.assertEqual(worker.stdout, b"printed\n", worker.stderr.decode())
        self.assertEqual(worker.returncode, -signal.SIGKILL)
        self._assert_no_process()

    def test_no_browser_is_said(self):
        with (
            patch.object(devtools_pipe, "NAMES", ("no-such-browser",)),
            self.assertRaises(ChromiumMissing),
        ):
            print_documents([Document("")], A5, nothing)
        self._assert_nothing_left()

    def test_so_many_at_once_and_the_dead_hold_no_place(self):
        code = (
            "import sys; sys.path.insert(0, sys.argv[1]); import machine_slots, time, tempfile\n"
            "tempfile.tempdir = sys.argv[2]\n"
            "with machine_slots.slot('paper', 2, 5): print(flush=True); time.sleep(60)"
        )
        tools = str(Path(devtools_pipe.__file__).parent)
        other = subprocess.Popen(
            [sys.executable, "-c", code, tools, self.folder], stdout=subprocess.PIPE
        )
        self.addCleanup(other.wait)
        self.addCleanup(other.stdout.close)
        self.addCleanup(other.kill)
        other.stdout.readline()
        with slot("paper", 2, 1):
            with self.assertRaises(AllTaken), slot("paper", 2, 0.1):
                pass
            other.kill()
            with slot("paper", 2, 5):
                pass
