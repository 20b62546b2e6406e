from odoo.tests import tagged

from .admin_common import AdminCase


@tagged("post_install", "-at_install")
class TestChecklist(AdminCase):
    """What a district still lacks, counted."""

    def _of(self, district, by=None):
        return district.with_user(by or self.keeper)

    def test_counts_per_district(self):
        district = self._of(self.district)
        self.assertEqual(district.lacking_head, 0)
        self.assertEqual((district.lacking_mailbox, district.lacking_place), (2, 2))
        self.station.email = "a@example.org"
        self.env["police.place"].create(
            {"name": "Basti", "unit_id": self.station.id, "district_id": self.district.id}
        )
        self.other_head.police_posting_ids.date_to = "2026-01-01 00:00:00"
        self.other_station.parent_id = self.district
        district.invalidate_recordset()
        self.assertEqual((district.lacking_mailbox, district.lacking_place), (1, 1))
        self.assertEqual((district.lacking_head, district.lacking_circle), (1, 1))
        self.assertEqual(district.lacking_holder, 1)
        self.assertEqual(self._of(self.far_district, self.far_keeper).lacking_head, 0)

    def test_a_count_opens_what_is_to_be_mended(self):
        self.other_head.police_posting_ids.date_to = "2026-01-01 00:00:00"
        district = self._of(self.district)
        for field, found in (
            ("lacking_head", self.other_station),
            ("lacking_mailbox", self.station | self.other_station),
            ("lacking_holder", self.other_head.police_posting_ids.post_id),
        ):
            action = district.with_context(lacking=field).action_open_lacking()
            records = self.env[action["res_model"]].with_user(self.keeper).search(action["domain"])
            self.assertEqual(records, found.with_user(self.keeper), field)
            self.assertEqual(len(records), district[field])

    def test_each_sees_the_own_districts(self):
        for user, districts in (
            (self.keeper, self.district),
            (self.far_keeper, self.far_district),
            (self.administrator, self.district | self.far_district),
        ):
            action = self.env["police.unit"].with_user(user).action_checklist()
            self.assertEqual(self.env["police.unit"].search(action["domain"]), districts)

    def test_it_costs_the_same_for_many_districts(self):
        def queries(districts):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            districts.mapped("lacking_total")
            return self.env.cr.sql_log_count - before

        both = (self.district | self.far_district).with_user(self.administrator)
        queries(both)
        self.assertLessEqual(queries(both), queries(both[0]) + 1)
