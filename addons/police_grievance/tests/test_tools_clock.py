import random
from datetime import datetime, timedelta

from odoo.tests import BaseCase, tagged

from ..tools.clock import WALL, WorkingClock, covered, due, merge

START = datetime(2026, 3, 2)
MINUTE = timedelta(minutes=1)


def at(hours):
    return START + timedelta(hours=hours)


def office_hours(start, end):
    """10 to 18 on each day, clipped."""
    day = start.replace(hour=0, minute=0, second=0, microsecond=0)
    while day < end:
        low, high = max(day + timedelta(hours=10), start), min(day + timedelta(hours=18), end)
        if low < high:
            yield low, high
        day += timedelta(days=1)


CLOCKS = {"wall": WALL, "office": WorkingClock(lambda start, end: list(office_hours(start, end)))}


@tagged("post_install", "-at_install")
class TestToolsClock(BaseCase):
    def test_overlapping_pauses_count_once(self):
        pauses = [(at(3), at(6)), (at(1), at(4)), (at(8), at(8)), (at(6), at(7))]
        self.assertEqual(merge(pauses), [(at(1), at(7))])
        self.assertEqual(covered(pauses, at(2), at(5)), timedelta(hours=3))
        self.assertEqual(covered(pauses, at(20), at(30)), timedelta())

    def test_table(self):
        table = [
            # hours, pauses, expected on the wall clock
            (24, [], 24),
            (24, [(2, 5)], 27),
            (24, [(-5, -1)], 24),
            (24, [(-5, 2)], 26),
            (24, [(24, 30)], 24),
            (24, [(23, 30)], 31),
            (24, [(2, 5), (4, 8)], 30),
            (24, [(2, 5), (25, 26)], 28),
            (0, [(0, 5)], 0),
        ]
        for hours, pauses, expected in table:
            with self.subTest(hours=hours, pauses=pauses):
                intervals = [(at(low), at(high)) for low, high in pauses]
                self.assertEqual(due(WALL, START, hours, intervals), at(expected))

    def test_a_pause_over_night_costs_no_office_hour(self):
        office = CLOCKS["office"]
        self.assertEqual(due(office, at(12), 10), at(24 + 14))
        self.assertEqual(due(office, at(12), 10, [(at(20), at(32))]), at(24 + 14))
        self.assertEqual(due(office, at(12), 10, [(at(16), at(36))]), at(24 + 18))

    def test_a_calendar_without_hours_falls_back_on_the_wall_clock(self):
        self.assertEqual(due(WorkingClock(lambda start, end: []), START, 24), at(24))

    def test_properties(self):
        """For random pauses: what is counted until the due moment is what was promised."""
        dice = random.Random(8)
        for _case in range(300):
            name, clock = dice.choice(list(CLOCKS.items()))
            start = START + dice.randrange(3 * 1440) * MINUTE
            hours = dice.randrange(1, 100) / 2
            pauses = []
            for _pause in range(dice.randrange(5)):
                begin = START + dice.randrange(8 * 1440) * MINUTE
                pauses.append((begin, begin + dice.randrange(2 * 1440) * MINUTE))
            moment = due(clock, start, hours, pauses)
            with self.subTest(clock=name, start=start, hours=hours, pauses=pauses):
                self._check(clock, start, hours, pauses, moment)

    def _check(self, clock, start, hours, pauses, moment):
        paused = sum(
            (
                clock.between(max(low, start), min(high, moment))
                for low, high in merge(pauses)
                if high > start
            ),
            timedelta(),
        )
        self.assertEqual(clock.between(start, moment) - paused, timedelta(hours=hours))
        self.assertGreaterEqual(moment, due(clock, start, hours), "pauses never bring it forward")
        self.assertLessEqual(due(clock, start - MINUTE, hours, pauses), moment)
        self.assertEqual(due(clock, start, hours, pauses + pauses), moment)
