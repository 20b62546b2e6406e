import ast
import re
from pathlib import Path

from odoo.modules import Manifest
from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

ADDONS = (
    *("police_force", "police_grievance", "police_citizen", "police_desk", "police_live"),
    *("police_channels", "police_voice", "police_kanpur_zone"),
)
# Rows that go with what they are a part of, and properties of a row that go with it.
PARTS = {
    "police.arrival.post_id": "what waits to be mailed to a post, for some minutes",
    "police.channel.correspondent.channel_id": "who wrote by a channel; its messages keep the channel",
    "police.channel.mail.channel_id": "the settings of one channel",
    "police.channel.sms.channel_id": "the settings of one channel",
    "police.channel.voice.channel_id": "the settings of one channel",
    "police.channel.whatsapp.channel_id": "the settings of one channel",
    "police.escalation.level.version_id": "a version consists of its levels, which are kept once used",
    "police.sla.version.policy_id": "a policy consists of its versions, which are kept once promised",
    "police.category.helpline_ids": "a number that is gone is named no longer; no complaint has one",
    "police.helpline.category_ids": "the other side of the same table",
    "police.start.section.tile_ids": "a page without a figure has lost nothing of a case",
    "police.start.tile.section_ids": "the other side of the same table",
}
XMLID = re.compile(r"(?<![\w.])(police_[a-z_]+)\.([a-z_]+)\Z")

KEYS = """
    SELECT c.relname AS of, a.attname AS name, k.confdeltype AS kind
      FROM pg_constraint k
      JOIN pg_class c ON c.oid = k.conrelid
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
     WHERE k.contype = 'f'"""
# What screens and rights consist of is written anew by every upgrade.
STRUCTURE = ("ir.ui.", "ir.actions.", "ir.model", "ir.rule", "res.groups")


@tagged("post_install", "-at_install")
class TestLinksOfLists(TransactionCase):
    """What an administrator keeps in lists is never lost from what has it: read from the registry."""

    def _tables(self):
        for name, model in self.env.items():
            if name.startswith("police.") and model._auto and not model._abstract:
                yield name, model

    def _is_list(self, model):
        return isinstance(model, self.env.registry["police.in.use.mixin"])

    def _links(self):
        """Pairs of a model and one of its stored fields that points to a list."""
        for model in self.env.values():
            if not model._auto or model._abstract or model._transient:
                continue
            for field in model._fields.values():
                if not field.store or field.type not in ("many2one", "many2many"):
                    continue
                if self._is_list(self.env.get(field.comodel_name)):
                    yield model, field

    def test_what_can_be_archived_or_is_shipped_is_a_list(self):
        shipped = set(self.env["ir.model.data"].search([("module", "in", ADDONS)]).mapped("model"))
        for name, model in self._tables():
            if model._transient or not (model._active_name or name in shipped):
                continue
            with self.subTest(model=name):
                self.assertTrue(self._is_list(model))

    def test_links_to_lists_are_kept(self):
        loose = {str(field) for _model, field in self._links() if field.ondelete != "restrict"}
        self.assertEqual(loose, set(PARTS))

    def test_the_database_keeps_them_too(self):
        rows = self.env.execute_query_dict(SQL(KEYS))
        kinds = {(row["of"], row["name"]): row["kind"] for row in rows}
        for model, field in self._links():
            of = (model._table, field.name)
            if field.type == "many2many":
                of = (field.relation, field.column2)
            if str(field) not in PARTS:
                self.assertEqual(kinds.get(of), "r", str(field))

    def test_what_the_code_names_is_protected(self):
        """Each row that Python names by its external id, of what an administrator could delete."""
        protected = {
            xmlid
            for model in self.env.registry.descendants(["police.named.mixin"], "_inherit")
            for xmlid in self.env[model]._named_xmlids()
        }
        for xmlid in sorted(_named_in_python()):
            record = self.env.ref(xmlid, raise_if_not_found=False)
            if record and not record._name.startswith(STRUCTURE):
                with self.subTest(xmlid=xmlid):
                    self.assertIn(xmlid, protected)
        self.assertGreater(len(protected), 20)
        for xmlid in protected:
            self.assertTrue(self.env.ref(xmlid), xmlid)


def _named_in_python():
    """External ids of ours that the code of the addons has as words."""
    for addon in ADDONS:
        root = Path(Manifest.for_addon(addon).path)
        for path in root.rglob("*.py"):
            if {"tests", "migrations"} & set(path.relative_to(root).parts):
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                word = isinstance(node, ast.Constant) and node.value
                if isinstance(word, str) and XMLID.match(word):
                    yield word
