"""`tools/launch words`: learn anew what citizens' words say."""

import os
import shutil
import sys

from . import machine
from .commands import in_foreground, run
from .messages import step
from .paths import CHECKOUT, LOCAL, digest_of_files, make_local

REQUIREMENTS = CHECKOUT / "tools" / "words" / "requirements.txt"


def learn(_arguments):
    """Learn from the texts in tools/words/corpus, and write the weights.

    :return: exit status
    """
    machine.require_python()
    make_local()
    return in_foreground([_python(), "-m", "words"], cwd=CHECKOUT / "tools", env=os.environ)


def _python():
    """A Python with what learning needs, in a folder of its own."""
    folder = LOCAL / f"words-{digest_of_files([REQUIREMENTS])[:12]}"
    python, complete = folder / "bin" / "python", folder / "complete"
    if not complete.exists():
        shutil.rmtree(folder, ignore_errors=True)
        with step("Installing what learning needs"):
            run([sys.executable, "-m", "venv", folder])
            run([python, "-m", "pip", "install", "--quiet", "--no-deps", "-r", REQUIREMENTS])
        complete.touch()
    return python
