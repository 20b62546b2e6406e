"""A year in minutes: what has happened is moved into the past, and the schedulers do what is due then."""

import time
from datetime import timedelta

from odoo.tools import SQL

SCHEDULED = ("escalate", "pass_on", "tell_closings")
# Besides the tables of the service, whose names begin alike.
OTHERS = ("mail_activity", "ir_cron", "ir_cron_trigger")
# Counted anew each night, a row a day: what is moved would meet what is there.
COUNTED = ("police_channel_account",)
# When a row was written: nothing is decided by that.
WRITTEN = ("create_date", "write_date")
# Only what the service runs by itself: core's own housekeeping has no part in this.
OWN_ACTIONS = SQL(
    """ WHERE id IN (SELECT res_id FROM ir_model_data
        WHERE model = 'ir.cron' AND module LIKE 'police\\_%%')"""
)
DAY = timedelta(days=1)
# Seconds after which the schedulers are told once more: an action leaves something to do after them.
WAKE_AGAIN = 1.5
DUE = """
    SELECT 'complaint ' || id FROM police_complaint WHERE is_open AND next_escalation_at <= {now}
    UNION ALL
    SELECT 'closing ' || id FROM police_closing WHERE state = 'held' AND tell_at <= {now}
    UNION ALL
    SELECT 'action ' || name.name FROM ir_cron_trigger due JOIN ir_model_data name
    ON name.model = 'ir.cron' AND name.res_id = due.cron_id AND name.module = 'police_grievance'
    WHERE due.call_at <= {now}""".format(now="timezone('UTC', clock_timestamp())")


class Clock:
    """:param env: whose transaction is committed with each shift"""

    def __init__(self, env):
        self.env = env
        self.passed = timedelta()
        self._columns = self._columns_of_time()

    def _columns_of_time(self):
        """{table: [(column, is a date)]}"""
        self.env.cr.execute(
            SQL(
                """SELECT one.table_name, column_name, data_type = 'date'
                   FROM information_schema.columns one JOIN information_schema.tables two
                   ON two.table_name = one.table_name AND two.table_schema = one.table_schema
                   WHERE one.table_schema = 'public' AND two.table_type = 'BASE TABLE'
                   AND (data_type = 'date' OR data_type LIKE 'timestamp%%')
                   AND (one.table_name LIKE 'police\\_%%' OR one.table_name IN %s)
                   AND one.table_name NOT IN %s AND column_name NOT IN %s""",
                OTHERS,
                COUNTED,
                WRITTEN,
            )
        )
        tables = {}
        for table, column, is_date in self.env.cr.fetchall():
            tables.setdefault(table, []).append((column, is_date))
        return tables

    def let_pass(self, span):
        """Let time pass at a moment at which no scheduled action runs."""
        cr = self.env.cr
        cr.commit()
        if not span:
            return
        cr.execute(SQL("SET TRANSACTION ISOLATION LEVEL READ COMMITTED"))
        # A running action holds its row: this waits for it, and none begins meanwhile.
        cr.execute(SQL("SELECT id FROM ir_cron ORDER BY id FOR NO KEY UPDATE"))
        days = (self.passed + span) // DAY - self.passed // DAY
        for table, columns in self._columns.items():
            changes = [
                SQL(
                    "%s = %s - %s",
                    SQL.identifier(name),
                    SQL.identifier(name),
                    days if is_date else span,
                )
                for name, is_date in columns
            ]
            where = OWN_ACTIONS if table == "ir_cron" else SQL("")
            cr.execute(
                SQL("UPDATE %s SET %s%s", SQL.identifier(table), SQL(", ").join(changes), where)
            )
        self.passed += span
        self.env.invalidate_all(flush=False)
        self.env.registry.clear_cache()
        cr.commit()
        self.env.registry.signal_changes()

    def wake(self):
        """Have the schedulers look at once at what is due."""
        for name in SCHEDULED:
            self.env.ref(f"police_grievance.ir_cron_{name}")._trigger()
        self.env.cr.commit()

    def settle(self, seconds=120):
        """Wait until the schedulers have done what is due.

        :raise AssertionError: they have not, in that time
        """
        deadline, again = time.monotonic() + seconds, time.monotonic() + WAKE_AGAIN
        cr = self.env.cr
        while True:
            cr.rollback()
            cr.execute(SQL(DUE))
            due = [what for (what,) in cr.fetchall()]
            if not due:
                self.env.registry.check_signaling()
                self.env.invalidate_all(flush=False)
                return
            assert time.monotonic() < deadline, f"The schedulers left {len(due)}: {due[:5]}"
            if time.monotonic() > again:
                self.wake()
                again = time.monotonic() + WAKE_AGAIN
            time.sleep(0.1)
