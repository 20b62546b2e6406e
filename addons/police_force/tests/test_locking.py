from odoo import SUPERUSER_ID, api
from odoo.tests import TransactionCase, tagged

from ..models.police_locking import lock_free


@tagged("post_install", "-at_install")
class TestLocking(TransactionCase):
    """Rows that several transactions want."""

    def setUp(self):
        super().setUp()
        self.ours, self.others = self._cursor(), self._cursor()

    def _cursor(self):
        """:return: one of a transaction of its own"""
        cr = self.registry.cursor()
        self.addCleanup(cr.close)
        return cr

    def _found(self):
        env = api.Environment(self.ours, SUPERUSER_ID, {})
        return env["res.lang"].search([("code", "=", "en_US")])

    def _save(self):
        self.others.execute("UPDATE res_lang SET active = active WHERE code = 'en_US'")

    def test_what_another_works_on_is_left_to_it(self):
        found = self._found()
        self.assertEqual(lock_free(found), found)
        self.ours.rollback()
        self._save()
        self.assertFalse(lock_free(found))

    def test_what_somebody_saved_meanwhile_is_left_without_a_word_in_the_log(self):
        found = self._found()
        self._save()
        self.others.commit()
        with self.assertNoLogs("odoo.sql_db", "ERROR"):
            self.assertFalse(lock_free(found))
        self.assertEqual(lock_free(found), found, "it is read anew")
