"""Who stays anonymous is struck out of the words before they are stored, and stands nowhere."""

from odoo.tools import SQL

NAME, PHONE, EMAIL = "Zubeda Quillfeather", "+910000077123", "zubeda.quillfeather@example.org"
# The account's own rows, which tell nothing of a complaint.
OF_ACCOUNT = ("res_partner", "res_users")
WORDS = (
    f"He shouts at {NAME} every night. I am ज़ुबेदा, call 00000-77123 or {EMAIL}.\n"
    "My other number is ००००० ७७१२३.\n\nYours faithfully\nZubaida"
)
TOLD = ("quillfeather", "zubeda", "zubaida", "ज़ुबेदा", "77123", "७७१२३")


class Planted:
    """Mixin: looks through the whole database."""

    def _rows_that_tell(self, but=()):
        """Each row of each table, as text, in which something planted stands: a set of (table, row)."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        found = set()
        for [table] in self.env.cr.fetchall():
            query = SQL(
                "SELECT %s, row::text FROM %s AS row WHERE row::text ILIKE ANY(%s)",
                table,
                SQL.identifier(table),
                [f"%{told}%" for told in TOLD],
            )
            if table not in but:
                self.env.cr.execute(query)
                found.update(self.env.cr.fetchall())
        return found
