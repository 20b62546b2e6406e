from odoo.tests import tagged

from .accessible_common import AccessibleCase
from .admin_common import AdminCase

ACTION = "/odoo/action-police_force."
LIST, FORM, CARDS = ".o_data_row", ".o_form_view input", ".o_kanban_record:not(.o_kanban_ghost)"


@tagged("post_install", "-at_install")
class TestAccessible(AccessibleCase, AdminCase):
    """What administrators work with, in Hindi."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.administrator.lang = cls.keeper.lang = "hi_IN"

    def test_the_log_in(self):
        self._look("/web/login", ".oe_login_form", None)

    def test_lists_of_the_force(self):
        for action in (
            "police_officer_action",
            "police_unit_action",
            "police_post_action",
            "police_posting_action",
        ):
            with self.subTest(action=action):
                self._look(ACTION + action, ".o_data_row, .o_hierarchy_node", "test_keeper")

    def test_forms_of_the_force(self):
        for action, record in (
            ("police_officer_action", self.constable),
            ("police_unit_action", self.station),
            ("police_posting_action", self.constable.police_posting_ids),
        ):
            with self.subTest(action=action):
                self._look(f"{ACTION}{action}/{record.id}", ".o_form_view", "test_keeper")

    def test_what_only_the_services_administrator_has(self):
        for action, ready in (
            ("police_settings_action", FORM),
            ("police_import_action", ".o_form_view"),
            ("police_district_checklist_server_action", CARDS),
            ("police_audit_entry_action", LIST),
            ("police_rank_action", LIST),
        ):
            with self.subTest(action=action):
                self._look(ACTION + action, ready, "test_administrator")

    def test_roles_that_wait_and_that_are_to_be_given(self):
        for state in ("waiting", "to_give"):
            self.env["police.role.grant"]._add(
                [(self.constable, "supervisor", "role", self.constable.police_posting_ids.post_id)],
                state=state,
            )
        for action in ("police_role_waiting_action", "police_role_to_give_action"):
            with self.subTest(action=action):
                self._look(ACTION + action, LIST, "test_administrator")
