from odoo.fields import Command
from odoo.tests import TransactionCase


class ForceCase(TransactionCase):
    """A small force: a zone, one district, one circle, two stations, and a holder for each post."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        unit = cls.env["police.unit"]
        unit.search([]).write({"active": False})
        cls.zone = cls._make_unit("ZONE", "zone", "Test Zone")
        cls.district = cls._make_unit("DIST", "district", "Test District", cls.zone)
        cls.circle = cls._make_unit("CIRC", "circle", "Test Circle", cls.district)
        cls.station = cls._make_unit("STN1", "station", "Rampurwa", cls.circle)
        cls.other_station = cls._make_unit("STN2", "station", "Shyamgarh", cls.circle)
        (
            cls.desk_user,
            cls.constable,
            cls.station_head,
            cls.other_head,
            cls.circle_officer,
            cls.superintendent,
            cls.zone_head,
        ) = cls._make_officers(
            ("test_desk", "control_room", "desk", cls.zone),
            ("test_constable", "station_staff", "constable", cls.station),
            ("test_head", "station_head", "sho", cls.station),
            ("test_other_head", "station_head", "sho", cls.other_station),
            ("test_circle", "supervisor", "co", cls.circle),
            ("test_sp", "supervisor", "sp", cls.district),
            ("test_zone", "supervisor", "zone", cls.zone),
        )

    @classmethod
    def _make_unit(cls, code, kind, name, parent=None):
        values = {"code": code, "kind": kind, "name": name, "parent_id": parent and parent.id}
        return cls.env["police.unit"].create(values)

    @classmethod
    def _make_officer(cls, login, role, rank, unit):
        """A user with a role who holds a post of a rank at a unit."""
        return cls._make_officers((login, role, rank, unit))

    @classmethod
    def _make_officers(cls, *rows):
        """Users with a role who hold a post of a rank at a unit, all at once.

        :param rows: tuples of login, role, rank, unit
        :return: the users, in that order
        """
        users = cls._make_log_ins(
            *((login, f"police_force.group_{role}") for login, role, _rank, _unit in rows)
        )
        posts = cls.env["police.post"].create(
            [
                {"rank_id": cls.env.ref(f"police_force.rank_{rank}").id, "unit_id": unit.id}
                for _login, _role, rank, unit in rows
            ]
        )
        cls.env["police.posting"].create(
            [
                {"post_id": post.id, "user_id": user.id, "date_from": "2020-01-01 00:00:00"}
                for post, user in zip(posts, users, strict=True)
            ]
        )
        return users

    @classmethod
    def _make_log_ins(cls, *rows):
        """Users of a group, all at once.

        Nobody is invited to log in: that mail would cost more than the user.

        :param rows: tuples of login, external id of the group
        :return: the users, in that order
        """
        users = cls.env["res.users"].with_context(no_reset_password=True)
        return users.create([cls._user_values(*row) for row in rows]).with_env(cls.env)

    @classmethod
    def _user_values(cls, login, group):
        """As those of `new_test_user`, with the log-in as the password."""
        return {
            "login": login,
            "name": f"{login} ({group})",
            "password": login.ljust(8, "x"),
            "email": f"{login[0]}.{login[0]}@example.com",
            "group_ids": [Command.set(cls.env.ref(group).ids)],
        }
