"""What waits as parsed says `confidentiality`, as the envelope does now; it said `identity`."""

from odoo.tools.sql import column_exists


def migrate(cr, _version):
    # Of a database from before it was kept, a script of this very upgrade parses it anew.
    if not column_exists(cr, "police_channel_message", "parsed"):
        return
    # Within a text of JSON each quote has a backslash before it: this is the key and nothing else.
    cr.execute(
        """UPDATE police_channel_message
              SET parsed = replace(parsed, '"identity": ', '"confidentiality": ')
            WHERE parsed LIKE '%"identity": %'"""
    )
