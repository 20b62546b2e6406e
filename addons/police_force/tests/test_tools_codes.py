from odoo.tests import BaseCase

from odoo.addons.police_force.tools.codes import code_key, near_key


class TestCodes(BaseCase):
    def test_one_code_however_it_is_written(self):
        for written in (
            "etw-bharthana",
            "ETW–Bharthana",
            " ETW — bharthana",
            "ＥＴＷ_ＢＨＡＲＴＨＡＮＡ",
            "ETW Bharthana",
        ):
            self.assertEqual(code_key(written), "etw-bharthana")
        for written in ("007", "7", "०७", " 0007 "):
            self.assertEqual(code_key(written), "7")
        self.assertEqual(code_key("000"), "0")
        self.assertEqual(code_key(False), "")

    def test_others_stay_others(self):
        codes = ("N-11", "N1-1", "N-1", "N-01", "N.1", "A7", "7")
        self.assertEqual(len(set(map(code_key, codes))), len(codes))

    def test_nearly_one(self):
        for written in ("ETW-07", "etw7", "ETW 007", "E T W 7"):
            self.assertEqual(near_key(written), "etw7")
        self.assertNotEqual(near_key("ETW-70"), near_key("ETW-7"))
