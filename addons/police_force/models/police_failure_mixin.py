from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools import hmac as keyed_hash


class PoliceFailureMixin(models.AbstractModel):
    """One attempt that failed, counted under where it came from.

    Rows are only added, so that guessers in parallel neither wait for nor undo each other's count.
    Where it came from is kept as a keyed hash alone.
    """

    _name = "police.failure.mixin"
    _description = "Failed Attempt"

    # Failures older than this count no more.
    _window = timedelta(days=1)

    origin = fields.Char(required=True, help="Keyed hash of where it came from.")
    happened_at = fields.Datetime(required=True)

    _origin_moment = models.Index("(origin, happened_at)")

    @api.model
    def _hashed(self, text):
        """The origin to count under; another one for the same text in another model."""
        return keyed_hash(self.env(su=True), self._name, text)

    @api.model
    def _count_begins(self):
        """From when on failures count, in naive UTC."""
        return fields.Datetime.now() - self._window

    @api.model
    def _add(self, cursor, origins):
        """Note a failure under each origin, in the transaction of a cursor."""
        now = fields.Datetime.now()
        rows = SQL(", ").join(SQL("(%s, %s)", origin, now) for origin in origins)
        table = SQL.identifier(self._table)
        cursor.execute(SQL("INSERT INTO %s (origin, happened_at) VALUES %s", table, rows))

    @api.model
    def _purge(self):
        """Forget failures that no longer count."""
        table = SQL.identifier(self._table)
        self.env.cr.execute(
            SQL("DELETE FROM %s WHERE happened_at < %s", table, self._count_begins())
        )
