"""A slip in Hindi, from the call that prints it to the PDF, beside Chromium printing the same words.

Cold: what both programs consist of has to be read from disk again. Memory: the most that a print's processes
have at one moment, what they share counted once. Then the words that readers of PDFs copy whole.
"""

import os
import statistics
import subprocess
import sys
import threading
import time
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import typst

from odoo.fields import Datetime

from odoo.addons.police_grievance.tools.envelope import Envelope
from odoo.addons.report_typst.tests.pdf_common import read_as_chrome, read_pdf
from odoo.addons.report_typst.tools.typst_printer import FONTS, print_paper

from .databases import used
from .harness import environment

SLIP = "police_grievance.slip"
COLD, WARM = 5, 12
WORDS = FONTS.parent / "tests" / "hindi_words.txt"
PROBE = FONTS.parent / "tests" / "probe.typ"
PROGRAMS = (Path("/usr/lib/chromium"), Path(typst.__file__).parent, Path(sys.base_prefix, "lib"))
# As papers were set before.
STYLE = "body { font: 11pt 'Noto Sans', 'Noto Sans Devanagari' } @page { size: A5 }"


def measure(figures):
    with environment(used()) as env, TemporaryDirectory() as folder:
        complaint = _complaint(env)
        reports = env["ir.actions.report"]
        values = reports._typst_values(reports._get_report(SLIP), complaint.ids)

        def ours():
            env.invalidate_all()
            return reports._render_qweb_pdf(SLIP, complaint.ids)[0]

        def theirs():
            return _by_chromium(folder, _texts(values))

        for state, runs, prepare in (("cold", COLD, _forget), ("warm", WARM, lambda: None)):
            _compare_times(figures, state, runs, prepare, ours, theirs)
        ours, theirs = _most_memory(ours), _most_memory(theirs)
        figures.add("Print a slip, memory", ours, "MB")
        figures.add("Print a slip, memory, Chromium", theirs, "MB")
        figures.add("Print a slip, in Chromium's memory", ours / theirs, "×", "<= 0.5")
        _count_words(figures, folder)


def _complaint(env):
    envelope = Envelope(
        text="मेरा फ़ोन खो गया।",
        channel="email",
        received_at=Datetime.now(),
        sender_kind="email",
        sender_value="bench@example.org",
    )
    return env["police.complaint"]._intake(envelope).complaint


def _compare_times(figures, state, runs, prepare, ours, theirs):
    """Turn by turn, so that a noisy minute disturbs both alike."""
    goal = {"cold": "<= 0.15", "warm": "<= 0.5"}[state]
    times = {ours: [], theirs: []}
    for _run in range(runs):
        for action, measured in times.items():
            prepare()
            started = time.perf_counter()
            action()
            measured.append((time.perf_counter() - started) * 1000)
    own, other = (statistics.median(measured) for measured in times.values())
    figures.add(f"Print a slip, {state}", own, "ms")
    figures.add(f"Print a slip, {state}, Chromium", other, "ms")
    figures.add(f"Print a slip, {state}, in Chromium's time", own / other, "×", goal)


def _forget():
    """Have the kernel give up what it has of the programs' files in memory."""
    for folder in (*PROGRAMS, FONTS, Path("/usr/share/fonts")):
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                handle = os.open(path, os.O_RDONLY)
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
                os.close(handle)


def _texts(values):
    """All texts among some values."""
    if isinstance(values, str):
        return [values]
    inner = values.values() if isinstance(values, dict) else values
    return [text for value in inner if not isinstance(value, int | None) for text in _texts(value)]


def _by_chromium(folder, texts):
    page, pdf = Path(folder, "page.html"), Path(folder, "page.pdf")
    body = "".join(f"<p>{escape(text)}</p>" for text in texts)
    page.write_text(f'<meta charset="utf-8"><style>{STYLE}</style>{body}', encoding="utf-8")
    with TemporaryDirectory() as profile:
        subprocess.run(
            [
                *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
                *("--disable-extensions", "--disable-dev-shm-usage", "--no-pdf-header-footer"),
                *(f"--user-data-dir={profile}", f"--print-to-pdf={pdf}", page.as_uri()),
            ],
            check=True,
            capture_output=True,
        )
    return pdf.read_bytes()


def _most_memory(action):
    """The most megabytes that the processes which an action starts have at one moment."""
    printing = threading.Thread(target=action)
    own, most = psutil.Process(), 0
    printing.start()
    while printing.is_alive():
        most = max(most, sum(map(_megabytes, own.children(recursive=True))))
        time.sleep(0.002)
    printing.join()
    return most


def _megabytes(process):
    try:
        return process.memory_full_info().pss / (1 << 20)
    except psutil.Error:
        return 0


def _count_words(figures, folder):
    words = WORDS.read_text(encoding="utf-8").split()
    name = "/report_typst/report/probe.typ"
    ours = print_paper(name, {name: PROBE}, {"lines": [" ".join(words)]})
    theirs = _by_chromium(folder, [" ".join(words)])
    for reader, read in (("PDFium", read_as_chrome), ("poppler", read_pdf)):
        for writer, pdf, goal in (("", ours, ">= 72"), (", Chromium", theirs, "")):
            whole = len(set(words) & set(read(pdf).split()))
            figures.add(f"Hindi words of 77 copied whole by {reader}{writer}", whole, "words", goal)
