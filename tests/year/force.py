"""What the actions of a year choose from: the force as it is now, and chance."""

import random

from odoo.fields import Domain

from . import world as made

DAY_AND_PLACE = {"lang": "en_US", "tz": "Asia/Kolkata"}


class Nothing(Exception):
    """There is nothing at this moment that the action could be about."""


class Accepted(Exception):
    """What has to be refused was done."""


class Force:
    """:param env: of the superuser
    :param int seed: what chance begins with"""

    def __init__(self, env, seed):
        self.env = env
        self.chance = random.Random(seed)
        self.admin = self.holding("administrator")[:1]
        self.serial = 1000 * seed

    def next(self):
        self.serial += 1
        return self.serial

    def by(self, user, record):
        """The same records, or model, as a user has them on the screen."""
        return record.with_user(user).with_context(**DAY_AND_PLACE)

    def kept(self, record):
        return self.by(self.admin, record)

    def pick(self, records):
        """One of some records.

        :raise Nothing: there is none
        """
        ids = sorted(records.ids)
        if not ids:
            raise Nothing
        return records.browse(self.chance.choice(ids))

    def some(self, records, most):
        ids = sorted(records.ids)
        if not ids:
            raise Nothing
        return records.browse(self.chance.sample(ids, self.chance.randint(1, min(most, len(ids)))))

    def units(self, *kinds):
        """The units of the world that are there."""
        return self.env["police.unit"].search([("kind", "in", kinds), ("code", "like", "Y-")])

    def holding(self, *roles):
        """The officers of the world that have one of some roles."""
        groups = [self.env.ref(f"police_force.group_{role}").id for role in roles]
        own = [("login", "like", "year"), ("group_ids", "in", groups)]
        return self.env["res.users"].search(own, order="id")

    def postings(self, *domain):
        """Postings in force in the world."""
        postings = self.env["police.posting"]
        own = Domain("unit_id.code", "like", "Y-") & Domain(list(domain))
        return postings.search(postings._current() & own, order="id")

    def head_posts(self):
        posts = self.env["police.post"].search(
            [("unit_id.code", "like", "Y-"), ("heads_unit", "=", True)]
        )
        return posts.filtered(lambda post: post.unit_id.active)

    def of_role(self, user):
        """Others with the roles of a user."""
        same = [("group_ids", "in", user.group_ids.ids), ("login", "like", "year")]
        return self.env["res.users"].search(same, order="id") - user

    def complaints(self, *domain, most=400):
        complaints = self.env["police.complaint"]
        found = complaints.search(list(domain), order="id")
        return complaints.browse(self.chance.sample(found.ids, min(most, len(found))))

    def at(self, *stages):
        return self.complaints(("stage_code", "in", stages))

    def desk(self):
        return self.pick(self.holding("control_room"))

    def make_user(self, role):
        return made.make_users(self.env, [role])
