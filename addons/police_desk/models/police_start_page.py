from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

# Beyond this a count says "and more": nobody acts differently on 1,000 and on 2,000.
COUNT_LIMIT = 1000
LIST_VIEWS = ("list", "form")


class Figure(NamedTuple):
    """What a tile counts; `action` is the action whose views its list has, if not the usual."""

    code: str
    label: str
    level: str
    model: str
    domain: Domain
    action: object = None


class PoliceStartPage(models.AbstractModel):
    """What needs me now: a few counts by role, each of which opens the list it counts."""

    _name = "police.start.page"
    _description = "Start Page"

    @api.model
    @api.readonly
    def get_sections(self):
        """The sections of the user's roles.

        :return: list of {title, tiles}; a tile is {code, label, level, count, more, action}
        :raise AccessError: the user has no role in the service
        """
        if not self.env.user.has_group("police_force.group_user"):
            raise AccessError(self.env._("This page is for the police."))
        sections = self.env["police.start.section"].search(
            [("group_id", "in", self.env.user._get_group_ids())]
        )
        tiles = self.env["police.start.tile"].search([("section_ids", "in", sections.ids)])
        shown = dict(zip(tiles, self._tiles([tile._figure() for tile in tiles]), strict=True))
        return [
            {
                "title": section.name,
                "tiles": [shown[tile] for tile in tiles & section.tile_ids if shown[tile]],
            }
            for section in sections
        ]

    @api.model
    def _tiles(self, figures):
        """Count figures, all of them in one statement.

        :param figures: list of Figure
        :return: list of {code, label, level, count, more, action} in the same order; None for a
            figure of what the user may not search for
        """
        queries = [self._query(figure) for figure in figures]
        counts = iter(self._counts([query for query in queries if query]))
        return [
            query and self._tile(figure, next(counts))
            for figure, query in zip(figures, queries, strict=True)
        ]

    @api.model
    def _query(self, figure):
        """The rows that a figure counts, as SQL; None if the user may not search for them.

        None, too, of what nothing is known any more: a field or model of an addon that is gone.
        """
        try:
            query = self.env[figure.model]._search(figure.domain, limit=COUNT_LIMIT)
        except (AccessError, KeyError, ValueError):
            return None
        return SQL("(SELECT 0 WHERE FALSE)") if query.is_empty() else query.subselect("")

    @api.model
    def _counts(self, queries):
        """How many rows each query finds, in their order."""
        if not queries:
            return ()
        counts = SQL(", ").join(
            SQL("(SELECT COUNT(*) FROM %s AS found)", query) for query in queries
        )
        [row] = self.env.execute_query(SQL("SELECT %s", counts))
        return row

    @api.model
    def _tile(self, figure, count):
        return {
            "code": figure.code,
            "label": figure.label,
            "level": figure.level if count else "none",
            "count": count,
            "more": count == COUNT_LIMIT,
            "action": self._action(figure),
        }

    @api.model
    def _action(self, figure):
        """The list that a figure counts, under its label."""
        opened = {
            "name": figure.label,
            "domain": list(figure.domain),
            "context": {"create": False},
        }
        if figure.action:
            return {**figure.action._get_action_dict(), **opened}
        views = ("list", "kanban", "form") if figure.model == "police.complaint" else LIST_VIEWS
        return {
            "type": "ir.actions.act_window",
            "res_model": figure.model,
            "views": [(False, view) for view in views],
            **opened,
        }
