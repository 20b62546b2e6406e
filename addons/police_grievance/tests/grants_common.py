from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .admin_common import AdminCase

LOG_IN = "test_second_administrator"


class GrantsCase(AdminCase):
    """A second administrator, an auditor, and officers who get the role of a supervisor."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._complaint(cls.station)
        cls.second = cls._make_officer(LOG_IN, "administrator", "constable", cls.zone)
        cls.auditor = new_test_user(cls.env, "test_auditor", groups="police_force.group_auditor")
        cls.grants = cls.env["police.role.grant"]
        cls.rank_co = cls.env.ref("police_force.rank_co")

    def _co(self, by=None):
        """A new officer at the circle, to whom the role of a supervisor is given."""
        values = {"unit_id": self.circle.id, "rank_id": self.rank_constable.id}
        return self._new(by, role="supervisor", email="naya@example.org", **values)

    def _user(self, officer):
        return self.env["res.users"].browse(officer.id)

    def _logs_in(self, *officers):
        """The officers come in with whatever slip they have, and choose an own password."""
        for officer in officers:
            user = self._user(officer)
            user.password = "a password of my own"
            self.env["res.users.log"].with_user(user).sudo().create({})
        self.env.invalidate_all()

    def _waiting(self, officer, by=None):
        domain = [("user_id", "=", officer.id), ("state", "=", "waiting")]
        grant = self.grants.search(domain)
        return grant.with_user(by) if by else grant

    def _knows(self, officer):
        parties = self.env["police.party"].with_user(officer.id)
        try:
            return bool(parties.search([("complaint_id", "=", self.complaint.id)]))
        except AccessError:
            return False

    def _put_in_force(self, officer, by):
        self._waiting(officer, by).action_put_in_force()
        self.env.invalidate_all()
