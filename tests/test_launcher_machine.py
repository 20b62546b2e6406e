"""What the launcher says about a machine it can't work on."""

import errno
import os
import pwd
import shutil
import sys
import tomllib

import pytest

from launcher import machine, postgres, service, settings
from launcher.commands import explain_os_error
from launcher.messages import LaunchError
from peers.odoo import free_port
from peers.programs import put_in_place


@pytest.mark.parametrize("version", [(3, 10, 9), (3, 14, 0)])
def test_other_pythons_are_refused(monkeypatch, version):
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(LaunchError, match=rf"Python 3\.{version[1]} is not supported"):
        machine.require_python()


def test_a_package_counts_as_there_by_any_of_its_paths(tmp_path):
    (tmp_path / "there-2").touch()
    packages = {
        "run": {
            "one": {"found_by": [f"{tmp_path}/no", f"{tmp_path}/there-*"]},
            "two": {"found_by": [f"{tmp_path}/no"]},
        },
        "test": {"three": {"found_by": [f"{tmp_path}/no"]}},
    }
    assert machine.missing_packages(["run"], packages) == ["two"]
    assert machine.missing_packages(["run", "test"], packages) == ["two", "three"]


def test_a_container_has_what_a_machine_has_but_the_database_server():
    packages = tomllib.loads(machine.PACKAGE_LIST.read_text())
    assert set(packages["run"]) - set(packages["container"]) == {"postgresql"}


@pytest.mark.parametrize(("found", "sudo"), [("/usr/bin/sudo", "sudo "), (None, "")])
def test_an_ordinary_user_is_told_the_command(monkeypatch, found, sudo):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(machine, "missing_packages", lambda purposes: ["postgresql", "chromium"])
    monkeypatch.setattr(shutil, "which", lambda program: found)
    with pytest.raises(LaunchError) as refusal:
        machine.require_packages("run")
    # A machine that was just set up has no package lists yet.
    assert str(refusal.value).endswith(
        f"\n  {sudo}apt-get update && "
        f"{sudo}apt-get install --no-install-recommends postgresql chromium"
    )
    assert ("as root" in str(refusal.value)) == (not sudo)


def pretend_apt(folder, script, monkeypatch):
    """Let root's machine have an apt-get of ours."""
    put_in_place("apt-get", script, folder, monkeypatch)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(machine, "missing_packages", lambda purposes: ["chromium"])


FAILING_UPDATE = 'case $* in *update*) echo "E: Could not connect to other.example"; exit 100; esac'


def test_another_archive_that_fails_does_not_matter(tmp_path, monkeypatch):
    pretend_apt(tmp_path, f"{FAILING_UPDATE}; echo $* > {tmp_path}/installed", monkeypatch)
    machine.require_packages("run")
    assert (tmp_path / "installed").read_text().endswith(" chromium\n")


def test_the_archive_that_fails_is_said(tmp_path, monkeypatch):
    pretend_apt(tmp_path, f"{FAILING_UPDATE}; echo Unable to locate package; exit 100", monkeypatch)
    with pytest.raises(LaunchError, match="The Debian archive can't be reached"):
        machine.require_packages("run")


def test_name_of_the_user_is_the_system_s(monkeypatch):
    monkeypatch.setenv("LOGNAME", "somebody")
    assert machine.user_name() == pwd.getpwuid(os.geteuid()).pw_name
    with pytest.raises(LaunchError, match="no user with the number 4000000000"):
        machine.user_name(4_000_000_000)


def test_folder_of_another_user_is_refused(monkeypatch, tmp_path):
    machine.require_own(tmp_path)
    machine.require_own(tmp_path / "not there yet")
    owner = machine.user_name()
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(LaunchError, match=f"{tmp_path} belongs to {owner}: run this command as"):
        machine.require_own(tmp_path)


def test_too_little_space_is_said(tmp_path):
    with pytest.raises(LaunchError, match=r"Not enough disk space for Odoo: 10+ MB are needed"):
        machine.require_space(tmp_path / "not" / "yet" / "there", 10**12, "Odoo")


def test_full_disk_is_one_sentence():
    error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/some/file")
    assert explain_os_error(error).startswith("The disk is full: ")


def programs(folder, *majors):
    for major in majors:
        (folder / str(major) / "bin").mkdir(parents=True)
        (folder / str(major) / "bin" / "initdb").touch()
    return folder


def test_newest_postgresql_is_taken(tmp_path):
    assert postgres.newest_major(programs(tmp_path, 9, 15, 17)) == 17


def test_old_postgresql_is_refused(tmp_path):
    with pytest.raises(LaunchError, match="PostgreSQL 12 is too old: Odoo needs 13 or newer"):
        postgres.newest_major(programs(tmp_path, 12))


def test_no_postgresql_is_said(tmp_path):
    with pytest.raises(LaunchError, match="PostgreSQL is not installed"):
        postgres.newest_major(tmp_path)


def test_data_of_a_removed_postgresql_is_said(tmp_path):
    with pytest.raises(LaunchError, match="made by PostgreSQL 15, which is not installed any more"):
        postgres.programs_of(15, programs(tmp_path, 17))


def test_environment_comes_before_the_file(monkeypatch):
    monkeypatch.delenv("ODOO_HTTP_PORT", raising=False)
    assert settings.port("http_port") == 8069
    monkeypatch.setenv("ODOO_HTTP_PORT", "9069")
    assert settings.port("http_port") == 9069
    assert settings.address() == "http://localhost:9069"


@pytest.mark.parametrize("text", ["http", "0", "65536", "-1"])
def test_what_is_no_port_is_refused(monkeypatch, text):
    monkeypatch.setenv("ODOO_HTTP_PORT", text)
    with pytest.raises(LaunchError, match="is not a TCP port"):
        settings.port("http_port")


def test_configuration_file_that_is_none_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("ODOO_RC", str(tmp_path / "missing.conf"))
    with pytest.raises(LaunchError, match=r"missing\.conf is not an Odoo configuration file"):
        settings.option("list_db")


def test_a_port_that_is_chosen_twice_is_refused(monkeypatch):
    """Whatever starts last would be started again and again."""
    first = free_port(3)
    ports = service.Ports(web=first, odoo=first + 1, websocket=first + 2, mail=first + 3)
    for channel in (service.sms, service.whatsapp):
        monkeypatch.setattr(channel, "ports", list)
    monkeypatch.setattr(service.voice, "ports", lambda: [("VOICE_DOOR_PORT", first + 1)])
    with pytest.raises(LaunchError, match="by ODOO_HTTP_PORT and by VOICE_DOOR_PORT"):
        ports.require_free(0)
    monkeypatch.setattr(service.voice, "ports", list)
    ports.require_free(0)
