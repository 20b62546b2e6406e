from odoo.tests import TransactionCase, tagged

from .words import stations
from .words.measure import cases

# Read once it has been turned into Unicode.
TYPED_FOR_A_FONT = "Kruti Dev"


@tagged("post_install", "-at_install")
class TestWordsStations(TransactionCase):
    def _route(self, text):
        route = self.env["police.routing"]._find({"description": text})
        return route.state, self.env["police.unit"].browse(route.unit or ()).code

    def test_each_case_names_its_station(self):
        for case in cases():
            if TYPED_FOR_A_FONT in case["note"]:
                continue
            with self.subTest(case["id"]):
                verdict = stations.judge_station(self._route(case["text"]), case)
                accepted = {stations.RIGHT}
                if case["about_police"] == "1":
                    # Held back by what the words say of the police, not by where it was.
                    accepted.add(stations.TOO_SURE)
                self.assertIn(verdict, accepted, case["text"])

    def test_a_judgement(self):
        case = {"station": "KNN-PANKI", "station_ok": ""}
        proposed = {"station": "KNN-PANKI", "station_ok": "propose|KNN-BARRA"}
        nobody = {"station": "", "station_ok": "KNN-GRP-KANPUR"}
        for expected, route, row in (
            (stations.RIGHT, ("certain", "KNN-PANKI"), case),
            (stations.RIGHT, ("proposed", "KNN-PANKI"), case),
            (stations.WRONG_CERTAIN, ("certain", "KNN-BARRA"), case),
            (stations.WRONG_PROPOSED, ("proposed", "KNN-BARRA"), case),
            (stations.MISSED, ("proposed", "KNN"), case),
            (stations.MISSED, ("unknown", False), case),
            (stations.TOO_SURE, ("certain", "KNN-BARRA"), proposed),
            (stations.RIGHT, ("proposed", "KNN-BARRA"), proposed),
            (stations.MISSED, ("unknown", False), proposed),
            (stations.RIGHT, ("unknown", False), nobody),
            (stations.RIGHT, ("proposed", "KNN"), nobody),
            (stations.WRONG_PROPOSED, ("proposed", "KNN-BARRA"), nobody),
            (stations.WRONG_CERTAIN, ("certain", "KNN-BARRA"), nobody),
        ):
            self.assertEqual(stations.judge_station(route, row), expected, (route, row))
