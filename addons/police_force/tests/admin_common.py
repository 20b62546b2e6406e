from .common import ForceCase


class AdminCase(ForceCase):
    """Two districts, each with an administrator, and one of the service."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.far_district = cls._make_unit("FAR", "district", "Far District", cls.zone)
        cls.far_circle = cls._make_unit("FARC", "circle", "Far Circle", cls.far_district)
        cls.far_station = cls._make_unit("FAR1", "station", "Dooragarh", cls.far_circle)
        cls.keeper = cls._make_officer(
            "test_keeper", "district_administrator", "head_constable", cls.district
        )
        cls.far_keeper = cls._make_officer(
            "test_far_keeper", "district_administrator", "head_constable", cls.far_district
        )
        cls.far_head = cls._make_officer("test_far_head", "station_head", "sho", cls.far_station)
        cls.administrator = cls._make_officer(
            "test_administrator", "administrator", "head_constable", cls.zone
        )
        cls.rank_constable = cls.env.ref("police_force.rank_constable")
        cls.rank_head = cls.env.ref("police_force.rank_sho")

    def _officer(self, user, by=None):
        officers = self.env["police.officer"].with_user(by or self.keeper)
        return officers.browse(user.id)

    def _new(self, by=None, **values):
        """An officer made by hand."""
        defaults = {
            "name": "Naya Sipahi",
            "unit_id": self.station.id,
            "rank_id": self.rank_constable.id,
        }
        officers = self.env["police.officer"].with_user(by or self.keeper)
        return officers.create({**defaults, **values})
