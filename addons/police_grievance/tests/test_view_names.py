from lxml import etree

from odoo.tests import TransactionCase, tagged

# A block that another addon may want to stand beside: what is inside of it is its own affair.
PARENTS = ("form", "sheet", "page", "xpath")


@tagged("post_install", "-at_install")
class TestViewNames(TransactionCase):
    """An addon that adds to a form of ours finds the place by a name, not by what stands there."""

    def _forms(self):
        """Yields (xml id, parsed arch) of each form, extensions among them, that our addons bring."""
        views = self.env["ir.ui.view"].search([("type", "=", "form")])
        for view_id, xml_id in views.get_external_id().items():
            if xml_id.startswith("police_"):
                yield xml_id, etree.fromstring(self.env["ir.ui.view"].browse(view_id).arch_db)

    def test_groups_pages_and_blocks_have_a_name(self):
        unnamed = [
            (xml_id, element.tag, etree.tostring(element, encoding="unicode")[:80])
            for xml_id, arch in self._forms()
            for element in arch.iter("group", "page", "div")
            if not element.get("name")
            and not element.get("position")
            and (element.tag != "div" or element.getparent().tag in PARENTS)
            and not next(element.iterancestors("search", "kanban"), None)
        ]
        self.assertFalse(unnamed)

    def test_a_name_stands_once_in_its_form(self):
        """Else an xpath finds the first one, whichever that is."""
        twice = []
        for xml_id, arch in self._forms():
            names = [one.get("name") for one in arch.iter("group", "page", "div")]
            twice += [(xml_id, name) for name in names if name and names.count(name) > 1]
        self.assertFalse(twice)
