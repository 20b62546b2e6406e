"""For the tests across processes."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from peers.odoo import OdooService


@pytest.fixture(scope="module")
def odoo(request, tmp_path_factory):
    """A running Odoo with all addons and a database of its own; its log has to stay clean."""
    name = f"police_{request.module.__name__.rpartition('.')[2]}"
    service = OdooService(name, tmp_path_factory.mktemp("odoo"))
    service.create_database()
    service.start()
    yield service
    service.stop()
    lines = service.unexpected_log_lines()
    service.drop_database()
    assert not lines, "Unexpected log lines:\n" + "\n".join(lines)
