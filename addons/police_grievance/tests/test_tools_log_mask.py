import logging
import sys

import psycopg2

from odoo.tests import BaseCase, TransactionCase, tagged
from odoo.tools import SQL

from ..tools.log_mask import LogMask


@tagged("post_install", "-at_install")
class TestLogMask(BaseCase):
    def _line(self, message, *args, logger="odoo.http", exc_info=None):
        record = logging.LogRecord(logger, logging.INFO, "", 0, message, args, exc_info)
        self.assertTrue(LogMask().filter(record))
        return logging.Formatter().format(record)

    def test_links_however_they_are_written(self):
        for path in (
            "/complaint/follow/SECRET",
            "/hi/complaint/follow/SECRET/reply?lang=hi",
            "/complaint//follow/SECRET",
            "/complaint/follow%2fSECRET%2freply",
            "/Complaint/Follow/SECRET#x",
        ):
            line = self._line(
                '10.0.0.1 - - [1/Jan/2026 10:00:00] "%s" %s', f"GET {path} HTTP/1.1", 200
            )
            self.assertNotIn("SECRET", line)
            self.assertNotIn("10.0.0.1", line)
            self.assertIn("200", line)

    def test_what_is_typed_into_addresses(self):
        line = self._line('"GET /web/login?login=asha&lang=hi_IN&token=abc HTTP/1.1" 200')
        self.assertEqual(line, '"GET /web/login?login=*&lang=hi_IN&token=* HTTP/1.1" 200')

    def test_log_ins(self):
        for line in (
            self._line("Login failed for login:%s from %s", "my pass from home", "10.0.0.1"),
            self._line(
                "Login attempt ignored for %s (user %r) on %s: %d", "10.0.0.1", "my pass", "db", 5
            ),
            self._line("Password reset attempt for <%s> by user <%s> from x", "my pass", "public"),
        ):
            self.assertNotIn("pass", line.replace("Password", ""))
        self.assertIn(
            "from 10.0.0.1", self._line("Login failed for login:%s from %s", "a", "10.0.0.1")
        )

    def test_addresses_and_numbers(self):
        line = self._line(
            "to %s, %s, %s and %s",
            "asha@example.org",
            "+919100000077",
            "91000 00077",
            "a%40b.example",
        )
        self.assertEqual(line, "to *@*, *, * and *@*")
        kept = "job 3f1c9100000077ab, 2026-01-01 10:00:00,123 and 9100000077123 of user@host"
        self.assertEqual(self._line(kept), kept)

    def test_a_line_that_does_not_fit_says_nothing(self):
        self.assertNotIn("words", self._line("%d", "words"))


@tagged("post_install", "-at_install")
class TestStatements(TransactionCase):
    def _logged(self, query):
        """What the log says about a query that fails, with its traceback."""
        lines = []
        handler = logging.Handler()
        handler.emit = lambda record: lines.append(logging.Formatter().format(record))
        handler.addFilter(LogMask())
        logger = logging.getLogger("odoo.sql_db")
        logger.addHandler(handler)
        logger.propagate, before = False, logger.propagate
        try:
            with self.assertRaises(psycopg2.Error), self.cr.savepoint():
                self.cr.execute(query)
        except Exception:
            logger.exception("again")
            raise
        finally:
            logger.removeHandler(handler)
            logger.propagate = before
        return "\n".join(lines)

    def test_values_of_a_statement_that_failed(self):
        key = self.env["ir.config_parameter"].search([], limit=1).key
        for words in ("plain-words", "it's-words", "back\\slash'words", "हिन्दी-words"):
            for query in (
                SQL("INSERT INTO ir_config_parameter (key, value) VALUES (%s, %s)", key, words),
                SQL("SELECT %s::int", words),
            ):
                said = self._logged(query)
                self.assertIn("bad query", said)
                self.assertNotIn("words", said)
                self.assertNotIn("हिन्दी", said)
                self.assertNotIn(f"({key})", said)

    def test_a_traceback_says_no_row(self):
        key = self.env["ir.config_parameter"].search([], limit=1).key
        query = SQL("INSERT INTO ir_config_parameter (key, value) VALUES (%s, 'x')", key)
        try:
            with self.cr.savepoint():
                self.cr.execute(query, log_exceptions=False)
        except psycopg2.Error:
            record = logging.LogRecord("x", logging.ERROR, "", 0, "It failed", (), sys.exc_info())
        self.assertTrue(LogMask().filter(record))
        self.assertIn("UniqueViolation", record.exc_text)
        self.assertIn("DETAIL", record.exc_text)
        self.assertNotIn(key, record.exc_text)

    def test_it_stands_before_all_that_writes_a_log(self):
        for handler in logging.getLogger().handlers:
            if type(handler).__module__ in ("logging", "logging.handlers"):
                self.assertTrue(any(isinstance(row, LogMask) for row in handler.filters), handler)
