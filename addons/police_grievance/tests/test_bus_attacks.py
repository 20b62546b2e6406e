import json

from odoo.tests import tagged

from .identity_common import NAME, PHONE, PlantedCase


@tagged("post_install", "-at_install")
class TestBusAttacks(PlantedCase):
    """What goes to open screens by itself: whoever listens hears nothing that they may not read."""

    @classmethod
    def _plant(cls):
        cls.before = cls.env["bus.bus"].sudo()._bus_last_id()
        officers = cls.station_head | cls.constable | cls.circle_officer | cls.other_head
        officers.notification_type = "inbox"
        complaint = super()._plant()
        about = cls._complaint(cls.station, text="Quillword takes money.", subject="Quillword")
        about.message_subscribe(officers.partner_id.ids)
        desk = about.with_user(cls.desk_user)
        desk.write({"complained_unit_id": cls.station.id})
        for case, said in ((complaint, f"{NAME} called from {PHONE}."), (about, "Quillword.")):
            # Even who is named as somebody to be told.
            case.with_user(cls.desk_user).message_post(
                body=said, partner_ids=officers.partner_id.ids
            )
            case.activity_schedule(
                "mail.mail_activity_data_todo", user_id=cls.circle_officer.id, summary=said
            )
            case._send_to_citizen(said)
        cls.about, cls.officers = about, officers
        return complaint

    def _hears(self, user, *channels):
        """What a user is told who asks for channels by name, besides those that are his anyway."""
        self.authenticate(user.login, self.password)
        return self._route(
            "/websocket/peek_notifications",
            channels=channels,
            last=self.before,
            is_first_poll=True,
        )

    def _guesses(self):
        """Names of channels that somebody might try."""
        database = self.env.cr.dbname
        office = self.env.ref("police_force.partner_office")
        for record in (self.desk_user, self.desk_user.partner_id, office, self.complaints):
            name, key = record._name, record.id
            yield from (f"{name}_{key}", f"{name},{key}", json.dumps([database, name, key]))
            yield f"odoo-presence-{name}_{key}" if name == "res.partner" else name
        for complaint in (self.complaints, self.about):
            for field in ("description", "original_description", "message_ids"):
                yield f"editor_collaboration:police.complaint:{field}:{complaint.id}"
        yield from ("broadcast", "bus.bus", "mail.message", "discuss.channel_1", "internal_users")

    def test_nobody_hears_who_complained(self):
        for user in self._as_each():
            answer = self._hears(user, *self._guesses())
            self.assertIn("result", json.loads(answer), answer)
            self._assert_clean(answer, user.login)

    def test_the_station_complained_of_hears_nothing_of_it(self):
        self.constable.password = self.password
        for user in (self.station_head, self.constable, self.other_head):
            answer = self._hears(user, *self._guesses()).casefold()
            for telling in (self.about.number, "quillword", "takes money"):
                self.assertNotIn(telling, answer, user.login)

    def test_a_listener_gets_only_own_channels(self):
        own = {"res.partner", "res.groups", "discuss.channel"}
        for user in self._as_each():
            for channel in json.loads(self._hears(user, *self._guesses()))["result"]["channels"]:
                kind, rest = channel[1], channel[2:]
                if kind == "res.partner" and rest[1:] != ["presence"]:
                    self.assertEqual(rest[0], user.partner_id.id)
                elif kind == "editor_collaboration":
                    record = self.env[rest[0]].with_user(user).browse(rest[2])
                    self.assertTrue(record.has_access("write"), channel)
                elif kind == "police.unit":
                    self.assertIn(rest[0], self._units_seen(user), channel)
                elif rest:
                    self.assertIn(kind, own, channel)

    def _units_seen(self, user):
        """Ids of the units of which the posts of a user let them see complaints."""
        scope = self.env["res.users"].with_user(user)._police_scope()
        return {*scope.unit_ids, *scope.circle_ids, *scope.district_ids}

    def test_who_is_told_is_told(self):
        """The listener hears what it is meant for: else the tests above say nothing."""
        answer = self._hears(self.station_head)
        self.assertIn("mail.message/inbox", answer)
        self.assertIn(f'"id": {self.complaints.id}', answer)
