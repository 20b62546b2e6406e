from odoo.tests import TransactionCase, new_test_user


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
        cls.desk_user = cls._make_officer("test_desk", "control_room", "desk", cls.zone)
        cls.constable = cls._make_officer(
            "test_constable", "station_staff", "constable", cls.station
        )
        cls.station_head = cls._make_officer("test_head", "station_head", "sho", cls.station)
        cls.other_head = cls._make_officer(
            "test_other_head", "station_head", "sho", cls.other_station
        )
        cls.circle_officer = cls._make_officer("test_circle", "supervisor", "co", cls.circle)
        cls.superintendent = cls._make_officer("test_sp", "supervisor", "sp", cls.district)
        cls.zone_head = cls._make_officer("test_zone", "supervisor", "zone", cls.zone)

    @classmethod
    def _make_unit(cls, code, kind, name, parent=None):
        values = {"code": code, "kind": kind, "name": name, "parent_id": parent and parent.id}
        return cls.env["police.unit"].create(values)

    @classmethod
    def _make_officer(cls, login, role, rank, unit):
        """A user with a role who holds a post of a rank at a unit."""
        user = new_test_user(cls.env, login, groups=f"police_force.group_{role}")
        rank = cls.env.ref(f"police_force.rank_{rank}")
        post = cls.env["police.post"].create({"rank_id": rank.id, "unit_id": unit.id})
        cls.env["police.posting"].create(
            {"post_id": post.id, "user_id": user.id, "date_from": "2020-01-01 00:00:00"}
        )
        return user
