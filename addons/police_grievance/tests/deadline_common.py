from odoo import Command
from odoo.tests import new_test_user

from .common import PoliceCase


class DeadlineCase(PoliceCase):
    """What an administrator of the service does with the deadlines."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(
            cls.env, "test_deadlines", groups="police_force.group_administrator"
        )
        cls.policies = cls.env["police.sla.policy"].with_user(cls.admin)
        cls.default = cls.env.ref("police_grievance.sla_policy_default").with_user(cls.admin)
        cls.ranks = [
            cls.env.ref(f"police_force.rank_{name}").id for name in ("sho", "co", "sp", "zone")
        ]

    @classmethod
    def _levels(cls, *hours):
        return [
            Command.create({"rank_id": rank, "hours": due})
            for rank, due in zip(cls.ranks, hours, strict=False)
        ]

    @classmethod
    def _policy(cls, name="Ten hours", hours=10, levels=(5, 8), put=True, **values):
        policy = cls.policies.create({"name": name})
        version = policy.version_ids.create(
            {
                "policy_id": policy.id,
                "hours": hours,
                "level_ids": cls._levels(*levels),
                **values,
            }
        )
        if put:
            version.action_put_in_force()
        return policy

    @classmethod
    def _category(cls, policy, code="paper", **values):
        return cls.env["police.category"].create(
            {"name": code.title(), "code": code, "sla_policy_id": policy.id, **values}
        )
