from odoo.tests import BaseCase, tagged

from ..tools.waiting import only_waits


@tagged("post_install", "-at_install")
class TestWaitingTool(BaseCase):
    def test_who_only_waits(self):
        for text in (
            "abhi tak kuch nahi hua",
            "Koi nahi aaya abhi tak!!",
            "police nahi aayi",
            "3 din ho gaye koi karyawahi nahi hui",
            "kab tak karyavahi hogi sir",
            "meri shikayat par koi sunwai nahi",
            "No action till now",
            "still waiting",
            "कोई कार्रवाई नहीं हुई",
            "अभी तक कोई नहीं आया।",
        ):
            with self.subTest(text=text):
                self.assertTrue(only_waits(text))

    def test_who_tells_more(self):
        for text in (
            "Abhi tak mera beta ghar nahi aaya",
            "phone nahi mila",
            "police ne mara",
            "koi nahi sunta, gana bajta hai",
            "मेरी बेटी अभी तक नहीं आई",
            "nahi",
            "police",
            "3 din",
            "",
        ):
            with self.subTest(text=text):
                self.assertFalse(only_waits(text))
