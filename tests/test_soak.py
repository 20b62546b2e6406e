"""Messages by WhatsApp and SMS while workers, database server, job table and gateway end: none is lost."""

import os

import pytest

from soak.house import standing
from soak.run import Run

SIZE = int(os.environ.get("SOAK_MESSAGES", "300"))
SEED = int(os.environ.get("SOAK_SEED", "17"))


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with standing("police_soak", tmp_path_factory.mktemp("soak"), SEED) as house:
        yield house


def test_each_message_is_one_row_and_no_complaint_is_twice(house):
    run = Run(house, SIZE, SEED)
    run.to_the_end()
    faults = run.faults()
    assert not faults, "\n".join(map(str, faults[:50]))
