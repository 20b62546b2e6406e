"""Where Odoo comes from, and what is refused."""

import os

import pytest

from launcher import odoo_source
from launcher.apt_archive import choose_mirror, explain, mirror_address
from launcher.commands import CommandFailed
from launcher.messages import LaunchError
from peers.programs import put_in_place


def on_mirror(folder):
    """Address of a folder on a mirror that does not exist."""
    return f"http://m.example/{folder}/"


def source_tree(folder, version):
    (folder / "odoo").mkdir()
    (folder / "odoo" / "release.py").write_text(f"version_info = ({version}, 0, FINAL, 0, '')\n")
    return folder


def test_tested_version_is_taken_in_silence(capsys):
    assert odoo_source.choose_version(odoo_source.TESTED_VERSION) == odoo_source.TESTED_VERSION
    assert capsys.readouterr().err == ""


def test_another_19_0_is_taken_with_a_warning(capsys):
    assert odoo_source.choose_version("19.0.1+dfsg-1") == "19.0.1+dfsg-1"
    assert "taking Odoo 19.0.1+dfsg-1" in capsys.readouterr().err


@pytest.mark.parametrize("version", ["18.0.9+dfsg-1", "19.1.0+dfsg-1", "20.0.0-1"])
def test_any_other_version_is_refused(version):
    with pytest.raises(LaunchError, match=f"odoo-19 {version.replace('+', '.')}, but 19.0"):
        odoo_source.choose_version(version)


def test_odoo_gone_from_the_suite():
    with pytest.raises(LaunchError, match=r"no odoo-19 any more: .*ODOO_SOURCE"):
        odoo_source.choose_version(None)


def test_named_source_is_used(tmp_path, monkeypatch):
    monkeypatch.setenv("ODOO_SOURCE", str(source_tree(tmp_path, "19, 0")))
    assert odoo_source.find_or_fetch().root == tmp_path


@pytest.mark.parametrize(("version", "named"), [("18, 0", "18.0"), ("20, 0", "20.0")])
def test_named_source_of_another_series_is_refused(tmp_path, monkeypatch, version, named):
    monkeypatch.setenv("ODOO_SOURCE", str(source_tree(tmp_path, version)))
    with pytest.raises(LaunchError, match=f"is Odoo {named}, but 19.0 is needed"):
        odoo_source.find_or_fetch()


def test_named_source_that_is_none_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("ODOO_SOURCE", str(tmp_path))
    with pytest.raises(LaunchError, match="is not an Odoo source tree"):
        odoo_source.find_or_fetch()


def test_mirror_is_the_machine_s_own():
    known = [("Elsewhere", "https://a.example/"), ("Debian", on_mirror("debian"))]
    assert choose_mirror(known) == on_mirror("debian")


def test_mirror_without_a_label_is_told_by_its_address():
    known = [("", on_mirror("debian-security")), ("", on_mirror("debian"))]
    assert choose_mirror(known) == on_mirror("debian")


def test_warnings_of_apt_are_no_mirrors(tmp_path, monkeypatch):
    said = f"'W: Packages is configured twice' 'Debian|{on_mirror('debian')}'"
    put_in_place("apt-get", f"printf '%s\\n' {said}", tmp_path, monkeypatch)
    assert mirror_address() == on_mirror("debian")


def test_an_ordinary_user_is_told_that_there_are_no_lists_of_packages(tmp_path, monkeypatch):
    put_in_place("apt-get", "", tmp_path, monkeypatch)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(LaunchError, match=r"no lists of Debian packages(.|\n)*apt-get update$"):
        mirror_address()


def test_root_fetches_the_lists_of_packages(tmp_path, monkeypatch):
    known = f"Debian|{on_mirror('debian')}"
    update = f"*update*) touch lists ;; *) [ -e lists ] && echo '{known}'"
    put_in_place("apt-get", f"cd {tmp_path}; case $* in {update};; esac; :", tmp_path, monkeypatch)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert mirror_address() == on_mirror("debian")


def test_no_mirror_is_said():
    with pytest.raises(LaunchError, match="knows no Debian mirror"):
        choose_mirror([("Elsewhere", "https://a.example/")])


def test_apt_s_complaint_becomes_one_sentence():
    output = "Err:1 ...\n  Temporary failure resolving 'm.example'\nE: Failed to fetch ..."
    message = str(explain(CommandFailed("apt-get", output)))
    assert message == "The Debian archive can't be reached: is this machine on the network?"


def test_suite_that_the_mirror_lacks_is_said():
    output = (
        "E: The repository 'http://m.example/debian unstable Release' does not have a Release file."
    )
    message = str(explain(CommandFailed("apt-get", output)))
    assert message.startswith("The archive http://m.example/debian has no suite unstable: ")


def test_other_complaints_of_apt_are_shown():
    output = "E: The repository is not signed."
    assert output in str(explain(CommandFailed("apt-get", output)))
