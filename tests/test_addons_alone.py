"""Each addon stands on what it depends on alone: installed so, it loads, and knows nothing above."""

import re
from ast import literal_eval

import pytest

from launcher import database, runtime
from launcher.paths import ADDONS, checkout_id
from launcher.upgrades import our_addons
from log_check import Tolerance, unexpected_lines

MANIFESTS = {
    addon: literal_eval((ADDONS / addon / "__manifest__.py").read_text()) for addon in our_addons()
}
PROGRAM = {".py", ".xml", ".js", ".csv"}
NAME = re.compile(r'^    _name = "(police\.[\w.]+)"', re.MULTILINE)


def _below(addon):
    """What of ours an addon stands on, directly or not."""
    direct = [other for other in MANIFESTS[addon]["depends"] if other in MANIFESTS]
    return {above for other in direct for above in (other, *_below(other))}


def _from_below():
    return sorted(MANIFESTS, key=lambda addon: len(_below(addon)))


@pytest.fixture(scope="module")
def alone():
    """Install each addon in a database that holds only what it depends on.

    :return: {addon: (unexpected lines of the log, our addons that are installed then)}
    """
    found = {}
    with runtime.prepared("run") as ready:
        names = {addon: f"police_alone_{addon}_{checkout_id()}" for addon in MANIFESTS}
        try:
            for addon in _from_below():
                found[addon] = _install(ready, addon, names)
        finally:
            for name in names.values():
                database.drop(ready, name)
    return found


def _install(ready, addon, names):
    below = _below(addon)
    largest = [other for other in _from_below() if other in below][-1:]
    if largest:
        database.copy(ready, names[largest[0]], names[addon])
    log = database.install(ready, names[addon], [addon])
    asked = "SELECT name FROM ir_module_module WHERE state = 'installed'"
    installed = database.query(ready, names[addon], asked).splitlines()
    lines = unexpected_lines(log, Tolerance.from_file())
    return lines, {name for name in installed if name in MANIFESTS}


@pytest.mark.parametrize("addon", MANIFESTS)
def test_it_installs_alone(alone, addon):
    lines, installed = alone[addon]
    assert not lines
    assert installed == {addon, *_below(addon)}


def _models_of(addon):
    """The names of the models that an addon makes."""
    files = [path for path in (ADDONS / addon).rglob("*.py") if "tests" not in path.parts]
    return {name for path in files for name in NAME.findall(path.read_text())}


def _not_to_be_named(addon):
    """Pattern of models, modules, files and external ids of the addons that this one does not stand on."""
    known = {addon, *_below(addon)}
    others = "|".join(sorted(MANIFESTS.keys() - known))
    models = set().union(*(_models_of(other) for other in MANIFESTS.keys() - known))
    models -= set().union(*(_models_of(other) for other in known))
    names = "|".join(map(re.escape, sorted(models)))
    return (
        rf"""[\"'](?:{names})[\"']|odoo\.addons\.(?:{others})\.|ref(?:=|\()[\"'](?:{others})\."""
        rf"""|[\"'](?:{others})/"""
    )


@pytest.mark.parametrize("addon", MANIFESTS)
def test_it_names_nothing_above(addon):
    pattern = re.compile(_not_to_be_named(addon))
    said = [
        f"{path.relative_to(ADDONS)}: {line.strip()}"
        for path in sorted((ADDONS / addon).rglob("*"))
        if path.suffix in PROGRAM and "tests" not in path.parts
        for line in path.read_text().splitlines()
        if pattern.search(line)
    ]
    assert not said
