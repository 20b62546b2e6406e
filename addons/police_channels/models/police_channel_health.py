from odoo import api, fields, models
from odoo.tools import SQL

from ..adapters.incoming import AUTOMATIC, MAILING_LIST, PERSON

# So many arrivals are looked at. If so many of them, and so large a part, are set aside by the header
# of a list or a rule, it is perhaps the way they come by that puts the header there.
ARRIVALS_LOOKED_AT, FEWEST_ASIDE, PART_ASIDE = 30, 5, 0.9
# For these a notice waits as it should: nothing is wrong with the channel.
AS_WISHED = ("hours", "held")


class PoliceChannelHealthMixin(models.AbstractModel):
    """How a channel is doing, read from the ledger.

    Nothing of it is stored on the channel: every arrival would have to write the same row.
    """

    _name = "police.channel.health.mixin"
    _description = "Health of a Channel"

    last_in_at = fields.Datetime("Last in", compute="_compute_health")
    last_out_at = fields.Datetime("Last out", compute="_compute_health")
    backlog = fields.Integer("Waiting", compute="_compute_health")
    stuck_count = fields.Integer("Need a person", compute="_compute_health")
    last_error = fields.Char("Last error", compute="_compute_health")
    is_all_aside = fields.Boolean(
        "All is set aside", compute="_compute_is_all_aside", search="_search_is_all_aside"
    )

    def _compute_health(self):
        figures = self._health_figures()
        errors = dict(
            self.env["police.channel.message"]._fields["error"]._description_selection(self.env)
        )
        own = self._own_settings()
        for channel in self:
            problem = own[channel].problem if channel in own else False
            row = figures.get(channel.id, {})
            channel.last_in_at = row.get("last_in_at")
            channel.last_out_at = row.get("last_out_at")
            channel.backlog = row.get("backlog", 0)
            channel.stuck_count = row.get("stuck_count", 0)
            channel.last_error = self._problem_words(problem) or errors.get(row.get("last_error"))

    def _compute_is_all_aside(self):
        aside = self._all_aside()
        for channel in self:
            channel.is_all_aside = channel.id in aside

    @api.model
    def _search_is_all_aside(self, operator, value):
        if operator != "in":
            return NotImplemented
        channels = self.sudo().search([])  # pylint: disable=no-search-all
        return [("id", "in" if True in value else "not in", channels._all_aside())]

    def _all_aside(self):
        """Channels whose mail all looks like a machine's: it comes by a list, or by a rule that
        forwards it, and citizens who write by that way are not heard.

        Machines that answer a notice of ours are not counted, since they are right.

        :return: list of ids
        """
        self.env["police.channel.message"].flush_model()
        query = SQL(
            """
            SELECT channel.id
              FROM police_channel channel,
           LATERAL (SELECT kind FROM police_channel_message
                     WHERE channel_id = channel.id AND direction = 'in' AND event_id IS NOT NULL
                       AND kind IN %(kinds)s
                       AND (complaint_id IS NULL OR state != 'set_aside')
                     ORDER BY id DESC LIMIT %(latest)s) arrival
             WHERE channel.id IN %(channels)s
             GROUP BY channel.id
            HAVING count(*) FILTER (WHERE arrival.kind != %(person)s) >= %(fewest)s
               AND count(*) FILTER (WHERE arrival.kind != %(person)s) >= %(part)s * count(*)
            """,
            kinds=(PERSON, AUTOMATIC, MAILING_LIST),
            latest=ARRIVALS_LOOKED_AT,
            channels=tuple(self.ids) or (0,),
            person=PERSON,
            fewest=FEWEST_ASIDE,
            part=PART_ASIDE,
        )
        return [channel_id for [channel_id] in self.env.execute_query(query)]

    def _problem_words(self, problem):
        field = self.env["police.channel.settings.mixin"]._fields["problem"]
        return dict(field._description_selection(self.env)).get(problem)

    def _health_figures(self):
        """:return: dict of channel id → dict of figures, in one query"""
        self.env.flush_all()
        query = SQL(
            """
            SELECT channel.id,
                   GREATEST(
                        (SELECT max(received_at) FROM police_channel_event
                          WHERE channel_id = channel.id),
                        (SELECT max(happened_at) FROM police_channel_message
                          WHERE channel_id = channel.id AND direction = 'in' AND event_id IS NULL)
                   ) AS last_in_at,
                   (SELECT max(sent_at) FROM police_channel_message
                     WHERE channel_id = channel.id AND direction = 'out'
                       AND state IN ('sent', 'delivered')) AS last_out_at,
                   (SELECT count(*) FROM police_channel_event
                     WHERE channel_id = channel.id AND next_attempt_at IS NOT NULL)
                 + (SELECT count(*) FROM police_channel_message
                     WHERE channel_id = channel.id AND next_attempt_at IS NOT NULL
                       AND officer_id IS NULL) AS backlog,
                   (SELECT count(*) FROM police_channel_event
                     WHERE channel_id = channel.id AND state = 'failed')
                 + (SELECT count(*) FROM police_channel_message
                     WHERE channel_id = channel.id AND officer_id IS NULL
                       AND state IN ('failed', 'unknown', 'flagged')) AS stuck_count,
                   (SELECT error FROM (
                        SELECT error, write_date FROM police_channel_event
                         WHERE channel_id = channel.id AND state = 'failed'
                         UNION ALL
                        SELECT error, write_date FROM police_channel_message
                         WHERE channel_id = channel.id AND officer_id IS NULL
                           AND state IN ('failed', 'unknown', 'flagged')
                         UNION ALL
                        SELECT error, write_date FROM police_channel_message
                         WHERE channel_id = channel.id AND next_attempt_at IS NOT NULL
                           AND error NOT IN %(as_wished)s) failure
                     WHERE error IS NOT NULL
                     ORDER BY write_date DESC LIMIT 1) AS last_error
              FROM police_channel channel
             WHERE channel.id IN %(channels)s
            """,
            as_wished=AS_WISHED,
            channels=tuple(self.ids) or (0,),
        )
        self.env.cr.execute(query)
        return {row["id"]: row for row in self.env.cr.dictfetchall()}
