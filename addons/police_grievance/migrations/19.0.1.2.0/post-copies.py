"""Have a copy made of what came before there were any, and what browsers do not play."""


def migrate(cr, _version):
    cr.execute(
        """UPDATE police_evidence SET playable_state = 'waiting', playable_attempts = 0
            WHERE playable_state IS NULL AND size > 0
              AND (mimetype LIKE 'audio/%' OR mimetype LIKE 'video/%'
                   OR mimetype IN ('image/heic', 'image/heif'))"""
    )
