"""The web server in front of Odoo."""

from launcher import web_front
from launcher.commands import run
from peers.odoo import free_port


def test_a_checkout_in_a_folder_with_any_name(tmp_path, monkeypatch):
    monkeypatch.setattr(web_front, "LOCAL", tmp_path / 'पुलिस "सेवा"; 1')
    ports = [free_port() for _each in range(3)]
    command = web_front.command(web_front.find_or_fetch(), "127.0.0.1", *ports)
    assert "syntax is ok" in run([*command, "-t"])
    assert (web_front.LOCAL / "nginx" / "proxy").is_dir()
