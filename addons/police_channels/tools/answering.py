"""Which message a transaction is just working on."""

ANSWERING = "police_channels.answering"


class Answering:
    """One object for a transaction, in the context of all that works on its messages.

    Odoo looks through the environments of a transaction for each one that is asked for: with a message in
    their contexts there would be some twenty more of them after each.

    :ivar message_id: of `police.channel.message`
    """

    message_id = 0

    @classmethod
    def of(cls, cr):
        return cr.cache.setdefault(ANSWERING, cls())
