"""Sets papers with Typst, each in a process of its own with bounds for time, memory and what it reads.

What people wrote reaches a template as JSON, beside it: a text is a text, whatever stands in it. The
process gets the templates in a folder of its own and reads nothing else but fonts; its environment holds
nothing of the service's, and leads to no network.
"""

import json
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

SECONDS, MEGABYTES = 20, 1024
FONTS = Path(__file__).parent.parent / "fonts"
_PROGRAM = Path(__file__).with_name("typst_process.py")
# Not imported: its 84 MB are no worker's.
_PACKAGES = Path(find_spec("typst").origin).parents[1]
_LAST_WORDS = 500
# Texts with other characters than our font has; for them the machine's fonts are looked through.
_OTHERS = re.compile("[^\\s\\x20-\u017f\u0900-\u097f\u200b-\u200d–—‘’“”†•…₹]")
# Nothing is to be fetched; what tries all the same gets a closed port of this machine.
_NOWHERE = "http://127.0.0.1:1"
_PROXIES = ("ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY")


class NotPrinted(Exception):
    """It was not printed; its text says why, for the log."""


def print_paper(template, files, values, seconds=SECONDS, megabytes=MEGABYTES):
    """Set a paper.

    :param str template: name of the file in `files` that it begins with
    :param dict files: name of each template, with a slash before it, to its path
    :param dict values: what the paper says: texts, numbers, lists and dicts, for `sys.inputs.values`
    :return: PDF as bytes
    :raise NotPrinted: it is broken, or takes more than its bounds
    """
    said = json.dumps(values, ensure_ascii=False)
    looked_through = "all" if _OTHERS.search(said) else "own"
    with TemporaryDirectory(prefix="paper-") as folder:
        for name, path in files.items():
            target = Path(folder, name.lstrip("/"))
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        arguments = (folder, template, FONTS, looked_through, seconds, megabytes)
        return _run(arguments, said.encode(errors="replace"), seconds)


def _run(arguments, said, seconds):
    environment = dict.fromkeys(_PROXIES, _NOWHERE)
    # Without looking for packages (-S) it begins in half the time; it needs the one.
    command = [sys.executable, "-IS", _PROGRAM, _PACKAGES, *arguments]
    try:
        done = subprocess.run(
            list(map(str, command)),
            input=said,
            capture_output=True,
            timeout=seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotPrinted(f"it took more than {seconds} s") from error
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip()[-_LAST_WORDS:]
        raise NotPrinted(words or f"its process ended with {done.returncode}")
    return done.stdout
