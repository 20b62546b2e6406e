from odoo.exceptions import AccessError
from odoo.tests import tagged

from .admin_common import AdminCase

# What runs, or prints, at a press of a button or by RPC.
ACTIONS = ("ir.cron", "ir.actions.server", "ir.actions.report")


@tagged("post_install", "-at_install")
class TestScheduledActions(AdminCase):
    """What runs code is for somebody: no action of ours lacks groups."""

    def _ours(self, model):
        ours = self.env["ir.model.data"].search(
            [("model", "=", model), ("module", "=like", "police\\_%")]
        )
        records = self.env[model].with_context(active_test=False).browse(ours.mapped("res_id"))
        return records.exists()

    def test_every_action_of_ours_has_groups(self):
        for model in ACTIONS:
            self.assertTrue(self._ours(model))
            for action in self._ours(model):
                with self.subTest(model=model, action=action.name):
                    self.assertTrue(action.group_ids)

    def test_scheduled_actions_are_the_technical_administrators(self):
        system = self.env.ref("base.group_system")
        for cron in self._ours("ir.cron"):
            self.assertEqual(cron.group_ids, system, cron.name)
            self.assertIn(system, cron.user_id.all_group_ids, "who runs it may")

    def test_no_officer_runs_one_by_hand(self):
        officers = (self.constable | self.station_head | self.superintendent | self.zone_head) | (
            self.desk_user | self.keeper | self.administrator
        )
        for cron in self._ours("ir.cron"):
            for user in officers:
                with self.subTest(cron=cron.name, user=user.login):
                    with self.assertRaises(AccessError):
                        cron.with_user(user).method_direct_trigger()
                    with self.assertRaises(AccessError):
                        cron.ir_actions_server_id.with_user(user).run()
