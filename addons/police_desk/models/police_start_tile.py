import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .police_start_page import Figure

LEVELS = [("late", "Red"), ("soon", "Amber"), ("calm", "Green")]


class PoliceStartTile(models.Model):
    """A figure of the start page: what it counts and which list it opens.

    An addon brings its own as a data record. The domain is read as the user who looks, so a tile
    shows nothing that the user could not search for.
    """

    _name = "police.start.tile"
    _description = "Tile of the Start Page"
    _inherit = "police.in.use.mixin"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        help="Short word by which a handed-over shift knows the figure again. Tiles of several"
        " roles may share one.",
    )
    section_ids = fields.Many2many(
        "police.start.section",
        "police_start_tile_section_rel",
        "tile_id",
        "section_id",
        "Sections",
    )
    level = fields.Selection(
        LEVELS, "Colour", required=True, default="soon", help="As long as there is something."
    )
    model = fields.Selection("_select_model", "Counts", required=True, default="police.complaint")
    domain = fields.Char(
        "Which of them",
        required=True,
        default="[]",
        help="A search domain of constants; uid stands for who looks, 'now' for this moment.",
    )
    action_id = fields.Many2one(
        "ir.actions.act_window",
        "Opens",
        ondelete="set null",
        groups="base.group_system",
        help="A list of its own. Empty: the usual one.",
    )
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    @api.model
    def _select_model(self):
        """The kinds of records of the police that can be counted."""
        kinds = self.env["ir.model"].sudo()
        domain = [
            ("model", "=like", "police.%"),
            ("transient", "=", False),
            ("abstract", "=", False),
        ]
        return [(kind.model, kind.name) for kind in kinds.search(domain, order="name")]

    @api.constrains("domain", "model")
    def _check_domain(self):
        """Refuse what cannot be counted here: else it would break the page of a whole role."""
        countable = dict(self._select_model())
        for tile in self:
            try:
                if tile.model not in countable:
                    raise ValueError(tile.model)
                tile._domain().validate(self.env[tile.model].sudo())
            except (ValueError, SyntaxError, TypeError, RecursionError) as error:
                raise ValidationError(
                    self.env._("“%(tile)s” counts nothing: %(error)s", tile=tile.name, error=error)
                ) from error

    def _figure(self):
        """The tile as the start page counts it, for the current user.

        :rtype: Figure
        """
        return Figure(
            self.code, self.name, self.level, self.model, self._domain(), self.sudo().action_id
        )

    def _domain(self):
        """What the tile counts, for the current user.

        :rtype: Domain
        :raise ValueError: it holds more than constants and `uid`
        :raise SyntaxError: it cannot be read
        """
        self.ensure_one()
        tree = ast.parse(self.domain.strip(), mode="eval")
        return Domain(ast.literal_eval(WithNames({"uid": self.env.uid}).visit(tree)))


class WithNames(ast.NodeTransformer):
    """Puts values in the place of known names; what else is no constant stays, and is refused."""

    def __init__(self, values):
        self.values = values

    def visit_Name(self, node):
        return ast.Constant(self.values[node.id]) if node.id in self.values else node
