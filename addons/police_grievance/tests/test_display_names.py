from odoo import SUPERUSER_ID
from odoo.tests import tagged

from odoo.addons.police_force.models.police_secret_name import HIDDEN

from ..tools.number import format_number
from .identity_common import EMAIL, NAME, PHONE, PlantedCase

# What all of the force may call by its name: lists, units, officers and what they hold.
OPEN_NAMES = {
    "police.canned.reply",
    "police.category",
    "police.channel",
    "police.channel.account",
    "police.channel.mail",
    "police.channel.part",
    "police.channel.sms",
    "police.channel.voice",
    "police.channel.whatsapp",
    "police.conversation.command",
    "police.conversation.reply",
    "police.conversation.step",
    "police.escalation.level",
    "police.helpline",
    "police.notification.template",
    "police.officer",
    "police.action.kind",
    "police.outcome",
    "police.pause.reason",
    "police.place",
    "police.post",
    "police.posting",
    "police.rank",
    "police.sla.policy",
    "police.sla.version",
    "police.stage",
    "police.phone",
    "police.start.section",
    "police.start.tile",
    "police.unit",
    "police.voice.prompt",
    "police.vulnerability",
}
# Only a running number.
NUMBERED = (
    *("police.channel.event", "police.channel.file", "police.channel.message"),
    *("police.channel.receipt", "police.conversation", "police.call.back"),
)


@tagged("post_install", "-at_install")
class TestDisplayNames(PlantedCase):
    """The name of a record is told to who may read it, whatever points at the record.

    Odoo gives the names of records away as the superuser, and anybody may point at any record.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.blind["constable of the station"] = cls.constable
        cls.constable.password = cls.password
        complaint = cls.complaints
        cls.person = complaint.party_ids.complainant_id
        cls.about = cls._about_the_station("He takes money.", sender_value="quill@example.org")
        cls.written = format_number(cls.about.number)
        citizen = cls.env["res.users"].create(
            {"name": NAME, "login": EMAIL, "group_ids": [cls.env.ref("base.group_portal").id]}
        )
        citizen.partner_id._hide_citizen()
        cls.secrets = {
            "police.complainant": cls.person,
            "police.complainant.address": cls.person.address_ids,
            "police.evidence": complaint.evidence_ids,
            "ir.attachment": complaint.evidence_ids.attachment_id,
            "police.party": complaint.party_ids,
            "police.registration": cls._draft(),
            "police.contact.correction.wizard": cls.env["police.contact.correction.wizard"]
            .with_user(cls.superintendent)
            .create({"complaint_id": complaint.id})
            .sudo(),
            "res.partner": citizen.partner_id,
            "res.users": citizen,
            "police.complaint": cls.about,
            "police.follow.up": cls._follow_up(cls.about, "call", answer="We know."),
            "mail.message": cls.about.message_post(body="x", subject=cls.about.number),
            "mail.activity": cls.about.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=f"Look at {cls.about.number}",
                user_id=cls.desk_user.id,
            ),
            "police.transfer": cls._transferred(),
        }
        cls.env.flush_all()

    @classmethod
    def _draft(cls):
        values = {"name": NAME, "phone": PHONE}
        return cls.env["police.registration"].with_user(cls.desk_user).create(values).sudo()

    @classmethod
    def _transferred(cls):
        return cls.env["police.transfer"].create(
            {
                "complaint_id": cls.about.id,
                "from_unit_id": cls.zone.id,
                "to_unit_id": cls.zone.id,
                "reason": "Theirs.",
            }
        )

    def _assert_untold(self, user, model, answer):
        self._assert_clean(answer, f"{user.login}: {model}")
        if not self.about.with_user(user).has_access("read"):
            self.assertNotIn(self.about.number, answer, f"{user.login}: {model}")

    def _secret(self):
        for model, records in self.secrets.items():
            for record in records:
                yield model, record.id

    def test_a_message_an_activity_or_a_file_that_points_there_does_not_tell(self):
        for user in self._as_each():
            for model, res_id in self._secret():
                of_message = {"model": model, "res_id": res_id}
                of_others = {"res_model": model, "res_id": res_id}
                spec = {"res_id": {"fields": {"display_name": {}}}}
                for answer in (
                    self._rpc("mail.message", "onchange", [], of_message, [], {"record_name": {}}),
                    self._rpc("mail.message", "onchange", [], of_message, [], spec),
                    self._rpc("mail.activity", "onchange", [], of_others, [], {"res_name": {}}),
                    self._rpc("mail.activity", "onchange", [], of_others, [], spec),
                    self._rpc("ir.attachment", "onchange", [], of_others, [], {"res_name": {}}),
                    self._rpc("ir.attachment", "onchange", [], of_others, [], spec),
                ):
                    self._assert_untold(user, model, answer)

    def test_no_field_of_any_model_tells_what_it_points_at(self):
        """Every link of every model that the role may begin a record of, with and without rights."""
        links = [
            (name, field.name, field.comodel_name)
            for name, model in self.env.items()
            for field in model._fields.values()
            if field.type == "many2one" and field.comodel_name in self.secrets
        ]
        for user in self.blind.values():
            self.env.invalidate_all()
            for name, field, target in links:
                model = self.env[name].with_user(user)
                if not model.has_access("create"):
                    continue
                for value in self.secrets[target].ids:
                    for given in (value, {"id": value}):
                        answer = self._begun(model, field, given)
                        self._assert_untold(user, f"{name}.{field}", answer)

    def _begun(self, model, field, value):
        """What the server answers to a form that is begun with a value, refusals included."""
        try:
            spec = {field: {"fields": {"display_name": {}}}}
            return str(model.onchange({field: value}, [], spec))
        except Exception as error:  # noqa: BLE001
            return str(error)

    def test_who_asks_counts_and_not_the_rights_they_borrowed(self):
        users = [*self.blind.values(), self.desk_user, self.superintendent]
        for model, records in self.secrets.items():
            for user in users:
                self.env.invalidate_all()
                seen = records.with_user(user)
                readable = seen._filtered_access("read").ids
                with self.subTest(model=model, user=user.login):
                    for record in seen.sudo():
                        if record.id in readable:
                            self.assertNotEqual(record.display_name, HIDDEN)
                        else:
                            self.assertEqual(record.display_name, HIDDEN)

    def test_the_service_is_told_all_names(self):
        for user in (SUPERUSER_ID, self.env.ref("base.user_root")):
            self.env.invalidate_all()
            person = self.person.with_user(user)
            self.assertEqual(person.display_name, NAME)
            self.assertEqual(self.about.with_user(user).display_name, self.written)

    def test_readers_are_told(self):
        self.assertEqual(self.person.with_user(self.superintendent).display_name, NAME)
        draft = self.secrets["police.registration"]
        self.assertEqual(draft.with_user(self.desk_user).display_name, NAME)
        self.assertEqual(draft.with_user(self.superintendent).display_name, HIDDEN)

    def test_a_task_keeps_its_number_whoever_made_it(self):
        """The station that passes a complaint on makes tasks of those who have it then."""
        activity = self.env["mail.activity"].with_user(self.constable).sudo()
        activity._give_to_posts(
            "mail.mail_activity_data_todo",
            [(self.about, self.desk_user.police_posting_ids.post_id, self.desk_user)],
        )
        made = self.env["mail.activity"].search(
            [("res_id", "=", self.about.id), ("user_id", "=", self.desk_user.id)]
        )
        self.assertEqual(set(made.mapped("res_name")), {self.written})

    def test_who_is_told_of_words_is_told_the_number(self):
        """Who wrote them may not read the complaint any more."""
        told = []
        author = self.about.with_user(self.constable).sudo()
        self.patch(
            type(self.env["police.complaint"]),
            "_notify_thread_by_inbox",
            lambda record, message, recipients, **options: told.append(
                options["force_record_name"]
            ),
        )
        author.message_post(body="Theirs.", partner_ids=self.desk_user.partner_id.ids)
        self.assertEqual(told, [self.written])

    def test_many_names_ask_no_more_than_one(self):
        people = self.env["police.complainant"].create([{"name": f"Q {n}"} for n in range(8)])
        self.env["police.party"].create(
            [{"complaint_id": self.complaints.id, "complainant_id": one.id} for one in people]
        )
        for user in (self.station_head, self.superintendent):
            self._queries(people, user)
            self.assertEqual(self._queries(people, user), self._queries(people[:1], user))

    def _queries(self, records, user):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        records.with_user(user).sudo().mapped("display_name")
        return self.env.cr.sql_log_count - before

    def test_each_model_of_ours_with_a_name_says_whom_it_tells(self):
        guarded = self.env.registry["police.secret.name.mixin"]
        for name, model in self.env.items():
            if not name.startswith("police.") or model._abstract or name in NUMBERED:
                continue
            made_here = (
                model._rec_name or self.registry.field_depends[model._fields["display_name"]]
            )
            with self.subTest(model=name):
                if name in OPEN_NAMES:
                    self.assertNotIsInstance(model, guarded)
                elif made_here:
                    self.assertIsInstance(model, guarded)
