"""Which changes of an addon make the next start upgrade it."""

from types import SimpleNamespace

import pytest

from launcher import upgrades


@pytest.fixture
def addon(tmp_path, monkeypatch):
    monkeypatch.setattr(upgrades, "ADDONS", tmp_path)
    folder = tmp_path / "police_probe"
    (folder / "tests").mkdir(parents=True)
    (folder / "static").mkdir()
    (folder / "__manifest__.py").write_text("{}")
    (folder / "views.xml").write_text("<odoo/>")
    return folder


def contents(version="19.0.0"):
    return upgrades.contents(SimpleNamespace(source=SimpleNamespace(version=version)))


def changed(before, after):
    return {module for module in after if before.get(module) != after[module]}


@pytest.mark.parametrize("path", ["views.xml", "__manifest__.py", "new.csv"])
def test_what_is_installed_counts(addon, path):
    before = contents()
    (addon / path).write_text("changed")
    assert changed(before, contents()) == {"police_probe"}


@pytest.mark.parametrize("path", ["tests/test_x.py", "static/x.js"])
def test_what_is_not_installed_does_not(addon, path):
    before = contents()
    (addon / path).write_text("changed")
    assert changed(before, contents()) == set()


def test_another_odoo_upgrades_everything(addon):
    assert changed(contents(), contents("19.0.1")) == {"base"}
