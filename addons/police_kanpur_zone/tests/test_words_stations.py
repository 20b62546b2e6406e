import csv
import importlib.util
from pathlib import Path
from unittest import skipUnless

from odoo.tests import TransactionCase, tagged

WORDS = Path(__file__).resolve().parents[3] / "tests" / "words"
# Read once it has been turned into Unicode.
TYPED_FOR_A_FONT = "Kruti Dev"


def _judge():
    spec = importlib.util.spec_from_file_location("stations", WORDS / "stations.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@tagged("post_install", "-at_install")
@skipUnless(WORDS.exists(), "The cases are part of the whole project.")
class TestWordsStations(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.judge = _judge()
        with (WORDS / "cases.csv").open(encoding="utf-8", newline="") as stream:
            cls.cases = [
                case for case in csv.DictReader(stream) if TYPED_FOR_A_FONT not in case["note"]
            ]

    def _route(self, text):
        route = self.env["police.routing"]._find({"description": text})
        return route.state, self.env["police.unit"].browse(route.unit or ()).code

    def test_each_case_names_its_station(self):
        for case in self.cases:
            with self.subTest(case["id"]):
                verdict = self.judge.judge_station(self._route(case["text"]), case)
                accepted = {self.judge.RIGHT}
                if case["about_police"] == "1":
                    # Held back by what the words say of the police, not by where it was.
                    accepted.add(self.judge.TOO_SURE)
                self.assertIn(verdict, accepted, case["text"])

    def test_a_judgement(self):
        case = {"station": "KNN-PANKI", "station_ok": ""}
        proposed = {"station": "KNN-PANKI", "station_ok": "propose|KNN-BARRA"}
        nobody = {"station": "", "station_ok": "KNN-GRP-KANPUR"}
        for expected, route, row in (
            (self.judge.RIGHT, ("certain", "KNN-PANKI"), case),
            (self.judge.RIGHT, ("proposed", "KNN-PANKI"), case),
            (self.judge.WRONG_CERTAIN, ("certain", "KNN-BARRA"), case),
            (self.judge.WRONG_PROPOSED, ("proposed", "KNN-BARRA"), case),
            (self.judge.MISSED, ("proposed", "KNN"), case),
            (self.judge.MISSED, ("unknown", False), case),
            (self.judge.TOO_SURE, ("certain", "KNN-BARRA"), proposed),
            (self.judge.RIGHT, ("proposed", "KNN-BARRA"), proposed),
            (self.judge.MISSED, ("unknown", False), proposed),
            (self.judge.RIGHT, ("unknown", False), nobody),
            (self.judge.RIGHT, ("proposed", "KNN"), nobody),
            (self.judge.WRONG_PROPOSED, ("proposed", "KNN-BARRA"), nobody),
            (self.judge.WRONG_CERTAIN, ("certain", "KNN-BARRA"), nobody),
        ):
            self.assertEqual(self.judge.judge_station(route, row), expected, (route, row))
