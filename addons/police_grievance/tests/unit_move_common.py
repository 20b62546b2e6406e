from odoo.tests import new_test_user

from .common import PoliceCase


class UnitMoveCase(PoliceCase):
    """Two districts with their supervisors, an open and a closed complaint in the first."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second_district = cls._make_unit("DIS2", "district", "Second District", cls.zone)
        cls.second_circle = cls._make_unit("CIR2", "circle", "Second Circle", cls.second_district)
        cls.second_officer = cls._make_officer("test_co2", "supervisor", "co", cls.second_circle)
        cls.second_superintendent = cls._make_officer(
            "test_sp2", "supervisor", "sp", cls.second_district
        )
        cls.administrator = new_test_user(
            cls.env, "test_admin", groups="police_force.group_administrator"
        )
        cls.open = cls._complaint(cls.station)
        cls.closed = cls._closed(cls.station)

    @classmethod
    def _closed(cls, unit):
        complaint = cls._complaint(unit)
        outcome = cls.env["police.outcome"].search([("needs_answer", "=", False)], limit=1)
        outcome = outcome or cls.env["police.outcome"].create(
            {"name": "Done", "code": "done", "citizen_text": "Done.", "needs_answer": False}
        )
        complaint.sudo()._move_to("closed", outcome)
        return complaint

    def _move(self, unit, parent):
        unit.with_user(self.administrator).parent_id = parent
        self.env.flush_all()

    def _readers(self, complaint):
        """Which supervisors find it, and may read it."""
        found = set()
        for user in (
            *(self.circle_officer, self.superintendent),
            *(self.second_officer, self.second_superintendent, self.station_head),
        ):
            complaints = self.env["police.complaint"].with_user(user)
            finds = bool(complaints.search_count([("id", "=", complaint.id)]))
            self.assertEqual(finds, complaint.with_user(user).has_access("read"))
            if finds:
                found.add(user.login)
        return found
