"""The operator's own variables: config/env, a copy of config/env.example."""

import os
import re
from pathlib import Path

CONFIG = Path(__file__).resolve().parents[2] / "config"
FILE = CONFIG / "env"
LINE = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=(.*)")


def complete(path=FILE):
    """Set the variables that the file names and the environment doesn't."""
    for name, value in read(path).items():
        os.environ.setdefault(name, value)


def read(path):
    """:return: dict of name → value, of the lines NAME=value; empty without the file"""
    lines = path.read_text().splitlines() if path.exists() else []
    return dict(found.groups() for found in map(LINE.fullmatch, map(str.strip, lines)) if found)
