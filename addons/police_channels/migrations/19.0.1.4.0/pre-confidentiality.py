"""What waits as parsed says `confidentiality`, as the envelope does now; it said `identity`."""


def migrate(cr, _version):
    # Within a text of JSON each quote has a backslash before it: this is the key and nothing else.
    cr.execute(
        """UPDATE police_channel_message
              SET parsed = replace(parsed, '"identity": ', '"confidentiality": ')
            WHERE parsed LIKE '%"identity": %'"""
    )
