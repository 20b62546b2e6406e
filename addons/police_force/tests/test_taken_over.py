from odoo.tests import TransactionCase, tagged

from ..tools.taken_over import load_new


@tagged("post_install", "-at_install")
class TestTakenOver(TransactionCase):
    """A database from before the addon was cut out gets what it has never had, and nothing twice."""

    def _ref(self, name):
        return self.env.ref(f"police_force.{name}", raise_if_not_found=False)

    def test_a_file_of_which_it_had_nothing_is_loaded(self):
        # The database never had it: nobody can delete it.
        self.env.cr.execute(
            "UPDATE ir_model_data SET module = '__gone__'"
            " WHERE module = 'police_force' AND name LIKE 'ir_cron_%'"
        )
        self.env.registry.clear_cache()
        load_new(self.env, "police_force")
        self.assertTrue(self._ref("ir_cron_reset_passwords"))

    def test_what_was_changed_or_deleted_stays_so(self):
        self._ref("rank_constable").name = "Sentinel"
        self._ref("rank_head_constable").unlink()
        self._ref("group_user").lock_timeout_inactivity = 7
        load_new(self.env, "police_force")
        self.assertEqual(self._ref("rank_constable").name, "Sentinel")
        self.assertFalse(self._ref("rank_head_constable"))
        self.assertEqual(self._ref("group_user").lock_timeout_inactivity, 7)
