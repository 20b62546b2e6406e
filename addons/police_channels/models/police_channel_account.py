from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# What came so long ago is settled, or on the desk's list.
DAYS_COUNTED = 35
# As the door of Kannel begins what its gateway had and never brought.
MISSING = b"event=missing"

# Columns of each statement below, in its order.
ARRIVALS = ("arrived", "reports", "repeats", "unread", "found_missing", "arrivals_lost")
MESSAGES = (
    *("received", "complaints", "updates", "handovers", "withdrawn", "answered", "aside"),
    *("still_open", "messages_lost"),
)
NOTICES = ("notices", "told", "another_way", "to_call", "waiting", "unwanted", "notices_lost")


class PoliceChannelAccount(models.Model):
    """What became of all that a channel brought and sent on one day: counted anew each night from the
    ledger, since what was open ends later.

    Every row of the ledger is in one column. What is in none is unaccounted for: a fault of ours.
    """

    _name = "police.channel.account"
    _description = "Account of a Day"
    _order = "day desc, channel_id"
    _rec_name = "day"

    day = fields.Date(required=True, readonly=True)
    channel_id = fields.Many2one(
        "police.channel", required=True, readonly=True, index=True, ondelete="restrict"
    )
    arrived = fields.Integer("Arrivals", readonly=True, help="What was stored at the door.")
    reports = fields.Integer(
        readonly=True, help="Arrivals that only say what became of our messages."
    )
    repeats = fields.Integer(
        "Nothing new", readonly=True, help="Arrivals that said again what was known."
    )
    unread = fields.Integer(
        "Not read yet", readonly=True, help="Arrivals to be taken apart, or not readable."
    )
    found_missing = fields.Integer(
        "Found in the gateway's log",
        readonly=True,
        help="Messages that the gateway had and never brought: found by comparing its log.",
    )
    left_behind = fields.Integer(
        "Still at the provider",
        readonly=True,
        help="Messages that were not fetched, or not handed in, by then.",
    )
    received = fields.Integer("Messages", readonly=True, help="Messages of citizens and machines.")
    complaints = fields.Integer("Became complaints", readonly=True)
    updates = fields.Integer(
        readonly=True, help="Joined a complaint, or said again what had opened one."
    )
    handovers = fields.Integer(
        "Handed over", readonly=True, help="Opened a complaint that is an emergency, for 112."
    )
    withdrawn = fields.Integer(
        "Abandoned", readonly=True, help="Opened a complaint that the citizen has withdrawn."
    )
    answered = fields.Integer(readonly=True, help="Questions, such as for the status.")
    aside = fields.Integer(
        "Not a complaint", readonly=True, help="Machines, spam, enquiries, what belongs elsewhere."
    )
    still_open = fields.Integer(
        "Still open", readonly=True, help="To be worked on, or waiting for a person to look."
    )
    notices = fields.Integer("Sent to citizens", readonly=True, help="Notices that were written.")
    told = fields.Integer("Sent or delivered", readonly=True)
    another_way = fields.Integer("Sent another way", readonly=True)
    to_call = fields.Integer(
        "Left to a call", readonly=True, help="Failed, or nobody knows whether it was sent."
    )
    waiting = fields.Integer("To be sent", readonly=True)
    unwanted = fields.Integer("Not wanted", readonly=True, help="To somebody who wrote STOP.")
    arrivals_lost = fields.Integer("Arrivals without result", readonly=True)
    messages_lost = fields.Integer("Messages without end", readonly=True)
    notices_lost = fields.Integer("Notices without end", readonly=True)
    unaccounted = fields.Integer(
        "Unaccounted for", readonly=True, help="In no other column: there should be none."
    )

    _channel_day = models.UniqueIndex("(channel_id, day)")
    _unaccounted = models.Index("(day) WHERE unaccounted > 0")

    @api.model
    def _count_days(self):
        """Scheduled action: count the last days anew."""
        unit = self.env["police.unit"]._zone_desk()
        today = unit._today()
        since, tz = unit._midnight(today - timedelta(days=DAYS_COUNTED)), unit._time_zone()
        self.env.flush_all()
        for counted, columns in (
            (self._arrivals(since, tz), ARRIVALS),
            (self._messages(since, tz), MESSAGES),
            (self._notices(since, tz), NOTICES),
        ):
            self._keep(counted, columns)
        self._add_up()
        self._ask_providers(today)

    def _keep(self, counted, columns):
        """Write figures to the rows of their days, which are made where there are none.

        :param SQL counted: channel_id, day, and a column for each of `columns`
        """
        names = SQL(", ").join(map(SQL.identifier, columns))
        self.env.execute_query(
            SQL(
                """
                INSERT INTO police_channel_account
                       (channel_id, day, %(names)s, create_uid, create_date, write_uid, write_date)
                SELECT figures.*, %(uid)s, %(now)s, %(uid)s, %(now)s FROM (%(counted)s) figures
                    ON CONFLICT (channel_id, day)
                    DO UPDATE SET %(set)s, write_date = EXCLUDED.write_date
                RETURNING id
                """,
                names=names,
                counted=counted,
                uid=self.env.uid,
                now=fields.Datetime.now(),
                set=SQL(", ").join(map(_kept, columns)),
            )
        )

    def _arrivals(self, since, tz):
        return SQL(
            """
            SELECT event.channel_id, %(day)s AS day,
                   count(*),
                   count(*) FILTER (WHERE state = 'parsed' AND NOT brought AND reported),
                   count(*) FILTER (WHERE state = 'repeat'),
                   count(*) FILTER (WHERE state IN ('stored', 'failed')),
                   count(*) FILTER (WHERE substring(event.raw FOR %(length)s) = %(missing)s),
                   count(*) FILTER (WHERE state = 'parsed' AND NOT brought AND NOT reported)
              FROM police_channel_event event,
           LATERAL (SELECT EXISTS (SELECT FROM police_channel_message WHERE event_id = event.id)
                        OR EXISTS (SELECT FROM police_channel_part WHERE event_id = event.id)
                           AS brought,
                           EXISTS (SELECT FROM police_channel_receipt WHERE event_id = event.id)
                           AS reported) held
             WHERE event.received_at >= %(since)s
               AND event.channel_id IN (SELECT id FROM police_channel)
             GROUP BY 1, 2
            """,
            day=_day(SQL("event.received_at"), tz),
            since=since,
            missing=MISSING,
            length=len(MISSING),
        )

    def _messages(self, since, tz):
        """How each ended. Of several that hold, the first counts."""
        return SQL(
            """
            SELECT channel_id, day,
                   count(*),
                   count(*) FILTER (WHERE ended = 'complaint'),
                   count(*) FILTER (WHERE ended = 'update'),
                   count(*) FILTER (WHERE ended = 'handover'),
                   count(*) FILTER (WHERE ended = 'withdrawn'),
                   count(*) FILTER (WHERE ended = 'answered'),
                   count(*) FILTER (WHERE ended = 'aside'),
                   count(*) FILTER (WHERE ended = 'open'),
                   count(*) FILTER (WHERE ended IS NULL)
              FROM (SELECT message.channel_id, %(day)s AS day,
                           CASE WHEN message.state IN ('received', 'failed', 'flagged')
                                  OR message.is_unseen THEN 'open'
                                WHEN message.state = 'set_aside' THEN 'aside'
                                WHEN message.action IN ('joined', 'attached', 'repeated')
                                THEN 'update'
                                WHEN message.action IS DISTINCT FROM 'opened'
                                 AND message.action IS NOT NULL THEN 'answered'
                                WHEN message.complaint_id IS NULL THEN NULL
                                WHEN complaint.set_aside IS NOT NULL THEN 'aside'
                                WHEN complaint.nature = 'emergency' THEN 'handover'
                                WHEN outcome.code = 'withdrawn' THEN 'withdrawn'
                                WHEN message.action = 'opened' THEN 'complaint'
                                 END AS ended
                      FROM police_channel_message message
                      LEFT JOIN police_complaint complaint ON complaint.id = message.complaint_id
                      LEFT JOIN police_outcome outcome ON outcome.id = complaint.outcome_id
                     WHERE message.direction = 'in' AND message.happened_at >= %(since)s) row
             GROUP BY 1, 2
            """,
            day=_day(SQL("message.happened_at"), tz),
            since=since,
        )

    def _notices(self, since, tz):
        """Letters to officers are no contact with a citizen."""
        return SQL(
            """
            SELECT channel_id, %(day)s AS day,
                   count(*),
                   count(*) FILTER (WHERE state IN ('sent', 'delivered')),
                   count(*) FILTER (WHERE state = 'passed_on'),
                   count(*) FILTER (WHERE state IN ('failed', 'unknown')),
                   count(*) FILTER (WHERE state IN ('queued', 'sending')),
                   count(*) FILTER (WHERE state = 'set_aside'),
                   count(*) FILTER (WHERE state NOT IN ('sent', 'delivered', 'passed_on', 'failed',
                                                        'unknown', 'queued', 'sending', 'set_aside'))
              FROM police_channel_message
             WHERE direction = 'out' AND officer_id IS NULL AND happened_at >= %(since)s
             GROUP BY 1, 2
            """,
            day=_day(SQL("happened_at"), tz),
            since=since,
        )

    def _add_up(self):
        self.env.execute_query(
            SQL(
                """
                UPDATE police_channel_account
                   SET unaccounted = COALESCE(arrivals_lost, 0) + COALESCE(messages_lost, 0)
                                   + COALESCE(notices_lost, 0)
                RETURNING id
                """
            )
        )
        self.invalidate_model()

    def _ask_providers(self, today):
        """Keep with today's row what the other sides still have, where they can be asked."""
        channels = self.env["police.channel"].search(
            [("is_paused", "=", False), ("address", "!=", False)]
        )
        for channel, own in channels._own_settings().items():
            left = own._left_behind()
            if left is None:
                continue
            values = {"channel_id": channel.id, "day": today}
            row = self.search([("channel_id", "=", channel.id), ("day", "=", today)])
            (row or self.create(values)).left_behind = left


def _kept(name):
    """:return: SQL that writes a figure to a row that is there

    What the bytes tell is not known any more once they have been purged: it is never lowered.
    """
    column, new = SQL.identifier(name), SQL("EXCLUDED.%s", SQL.identifier(name))
    if name == "found_missing":
        new = SQL("GREATEST(police_channel_account.%s, %s)", column, new)
    return SQL("%s = %s", column, new)


def _day(moment, tz):
    """:return: SQL of the date in this zone of a moment in UTC"""
    return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", moment, tz)
