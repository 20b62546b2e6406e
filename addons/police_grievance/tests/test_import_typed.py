from odoo.tests import tagged

from .common import PoliceCase

HEADINGS = ["Log-in", "Name", "Rank", "Code of the unit"]
# राम कुमार, सुनील यादव, सीता देवी, मोहन लाल: as somebody types them for Kruti Dev.
TYPED = ("jke dqekj", "lquhy ;kno", "lhrk nsoh", "eksgu yky")
WRITTEN = (
    *("Ram Kumar", "Sunil Yadav", "Sita Devi", "Mohan Lal", "Md Asif Khan", "S K Tripathi"),
    *("Kshitij Jha", "Hrishikesh Dwivedi", "R K Mishra", "Jyotsna Srivastava", "श्याम किशोर"),
)


@tagged("post_install", "-at_install")
class TestImportTyped(PoliceCase):
    """Names on a list of staff that are Hindi only in a font."""

    def _problems(self, names):
        rows = [
            [f"N-{row}", name, "CONSTABLE", self.station.code] for row, name in enumerate(names)
        ]
        outcome = self.env["police.import.staff"]._run([HEADINGS, *rows], False)
        return [(problem.value, problem.column) for problem in outcome.problems]

    def test_names_typed_for_a_font_are_refused(self):
        self.assertEqual(self._problems(TYPED), [(name, "Name") for name in TYPED])

    def test_names_in_either_script_are_taken(self):
        self.assertEqual(self._problems(WRITTEN), [])

    def test_no_name_of_a_unit_or_place_looks_like_it(self):
        asked = self.env["police.import.question.mixin"]
        for model in ("police.unit", "police.place"):
            names = self.env[model].search([]).mapped("name_english")
            self.assertFalse(asked._is_typed_for_font(" ".join(filter(None, names))))
            self.assertFalse([name for name in names if name and asked._is_typed_for_font(name)])
