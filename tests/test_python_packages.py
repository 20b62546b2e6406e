"""What is locked: the same on each Python, and it works on the one that runs this."""

import importlib
import re
from importlib import metadata

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from reportlab.graphics.barcode import createBarcodeDrawing

from launcher.python_env import LOCKS

PYTHONS = ("3.11.2", "3.11.7", "3.12.3", "3.13.5")
# Tests of its own that libsass brings along: they want its source tree.
NOT_FOR_USE = {"sasstests"}


def pinned():
    """All lines of the locks that name a package."""
    lines = "".join(path.read_text() for path in LOCKS).splitlines()
    return [Requirement(line.rstrip(" \\")) for line in lines if re.match(r"\w", line)]


def applying(python):
    """Names of the packages that are locked for a version of Python, which tells (name, version)."""
    environment = {
        **default_environment(),
        "python_version": python.rpartition(".")[0],
        "python_full_version": python,
    }
    return {
        (canonicalize_name(one.name), str(one.specifier).removeprefix("=="))
        for one in pinned()
        if not one.marker or one.marker.evaluate(environment)
    }


def names(packages):
    return {name for name, _version in packages}


@pytest.mark.parametrize("python", PYTHONS)
def test_each_python_gets_the_same_packages(python):
    assert names(applying(python)) == names(applying(PYTHONS[0]))


def test_what_is_locked_is_there_and_works():
    here = applying(default_environment()["python_full_version"])
    assert {(name, metadata.version(name)) for name in names(here)} == here
    for module, packages in metadata.packages_distributions().items():
        if names(here) & set(map(canonicalize_name, packages)) and module not in NOT_FOR_USE:
            importlib.import_module(module)


@pytest.mark.parametrize("kind", ["QR", "Code128", "EAN13"])
def test_barcodes_can_be_drawn(kind):
    drawing = createBarcodeDrawing(kind, value="4006381333931", humanReadable=True)
    assert drawing.asString("png").startswith(b"\x89PNG")
