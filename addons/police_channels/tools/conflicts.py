"""What two jobs collide on is run again: no error to whoever reads the log."""

import logging
from contextlib import contextmanager
from contextvars import ContextVar

from psycopg2.errors import UniqueViolation

from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_run_again = ContextVar("run_again", default=())


class _Unsaid(logging.Filter):
    """Core writes each statement that fails as an error, whoever awaits that."""

    def filter(self, record):
        awaited = _run_again.get()
        return not awaited or not any(isinstance(one, awaited) for one in record.args or ())


logging.getLogger("odoo.sql_db").addFilter(_Unsaid())


@contextmanager
def conflicts_unsaid():
    """Have the log say nothing of statements that fail because another transaction was faster."""
    token = _run_again.set((*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, UniqueViolation))
    try:
        yield
    finally:
        _run_again.reset(token)
