import json

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .identity_common import EMAIL, NAME, PHONE, PlantedCase

SHOWING_WHO = ("police.contact.correction.wizard", "police.complaint.contact.wizard")
DIRECTION = "Find out what the constable took."


@tagged("post_install", "-at_install")
class TestDialogKnows(PlantedCase):
    """A dialogue shows what its user may see, and points at nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anonymous = cls._complaint(
            cls.station,
            text="He shouts.",
            subject="Shouting",
            confidentiality="anonymous",
            sender_value=EMAIL,
            sender_name=NAME,
        )
        cls.complaints.party_ids.complainant_id.address_ids.write(
            {"is_shared": True, "contact_from": 10.0, "contact_to": 17.0}
        )
        cls.about = cls._about_the_station("He takes money.", sender_value="quill@example.org")
        cls.direction = (
            cls.env["police.follow.up"]
            .with_user(cls.superintendent)
            .create(
                {
                    "complaint_id": cls.about.id,
                    "method": "direction",
                    "direction": DIRECTION,
                    "next_due_at": "2040-01-01 00:00:00",
                }
            )
        )
        cls.constable.password = cls.password
        cls.env.flush_all()

    def _dialogs(self):
        return {
            name: model
            for name, model in self.env.items()
            if name.startswith("police.") and model._transient and not model._abstract
        }

    def test_no_dialogue_computes_as_the_superuser(self):
        for name, model in self._dialogs().items():
            for field in model._fields.values():
                if field.compute or field.related:
                    self.assertFalse(field.compute_sudo, f"{name}.{field.name}")

    def test_each_dialogue_checks_what_it_points_at(self):
        base = self.env.registry["police.wizard.mixin"]
        for name, model in self._dialogs().items():
            self.assertIsInstance(model, base, name)
            links = {
                field.name
                for field in model._fields.values()
                if field.comodel_name and field.store and field.type != "one2many"
            }
            self.assertEqual(set(model._pointing_fields()), links - {"create_uid", "write_uid"})

    def test_no_related_field_of_a_complaint_or_what_hangs_on_it_is_the_superusers(self):
        """A form in memory may point them anywhere; the code of a stage is told to everybody."""
        guarded = self.env.registry["police.secret.name.mixin"]
        for name, model in self.env.items():
            if not name.startswith("police.") or not isinstance(model, guarded):
                continue
            for field in model._fields.values():
                if field.related and not field.inherited and field.related != "stage_id.code":
                    self.assertFalse(field.compute_sudo, f"{name}.{field.name}")

    def test_who_complained_is_not_shown_to_who_works_on_it_and_may_not_know(self):
        shown = ("name", "phone", "corrected_from", "is_shared", "contact_from")
        for user in self._as_each():
            for complaint in (self.complaints, self.anonymous):
                for model in SHOWING_WHO:
                    asked = {name: {} for name in shown if name in self.env[model]._fields}
                    given = {"complaint_id": complaint.id}
                    in_context = {"default_complaint_id": complaint.id}
                    answers = [
                        self._rpc(model, "create", given),
                        self._rpc(model, "web_save", [], given, asked),
                        self._rpc(model, "onchange", [], given, [], asked),
                        self._rpc(model, "onchange", [], {}, [], asked, context=in_context),
                        self._rpc(model, "create", {}, context=in_context),
                        self._rpc(model, "default_get", ["complaint_id"], context=in_context),
                        self._rpc(
                            model, "onchange", [], {"complaint_id": {"id": complaint.id}}, [], asked
                        ),
                    ]
                    for answer in answers:
                        self._assert_clean(answer, f"{user.login}: {model}")
                        self.assertIn("error", json.loads(answer), f"{user.login}: {model}")

    def test_what_was_begun_while_they_might_know_is_not_read_afterwards(self):
        complaint = self._complaint(self.station, sender_value=EMAIL, sender_name=NAME)
        for model in SHOWING_WHO:
            dialog = self.env[model].with_user(self.station_head)
            dialog = dialog.create({"complaint_id": complaint.id})
            complaint.sudo()._set_confidentiality("confidential")
            self.env.flush_all()
            self.env.invalidate_all()
            for attempt in (
                lambda dialog=dialog: dialog.read(["display_name", "complaint_id"]),
                lambda dialog=dialog: dialog.write({"complaint_id": complaint.id}),
                lambda dialog=dialog: dialog.onchange({}, ["complaint_id"], {"complaint_id": {}}),
            ):
                with self.assertRaises(AccessError):
                    attempt()
            complaint.sudo().confidentiality = "open"

    def test_who_may_know_corrects_and_enters_hours(self):
        for user in (self.superintendent, self.desk_user):
            complaint = self.complaints.with_user(user)
            action = complaint.action_correct_contact()
            dialogs = self.env[action["res_model"]].with_user(user)
            form = Form(dialogs.with_context(**action["context"]))
            self.assertEqual((form.name, form.phone), (NAME, PHONE))
            self.assertEqual(form.save().name, NAME)
            dialogs = self.env["police.complaint.contact.wizard"].with_user(user)
            dialog = dialogs.create({"complaint_id": complaint.id})
            self.assertTrue(dialog.is_shared)
            self.assertEqual((dialog.contact_from, dialog.contact_to), (10.0, 17.0))

    def test_nobody_but_the_superuser_knows_the_anonymous(self):
        for user in (self.superintendent, self.desk_user):
            with self.assertRaises(AccessError):
                self.env["police.contact.correction.wizard"].with_user(user).create(
                    {"complaint_id": self.anonymous.id}
                )

    def test_the_officer_complained_of_reads_no_direction_about_it(self):
        model, spec = "police.direction.answer.wizard", {"direction": {}, "direction_id": {}}
        for user in (self.station_head, self.constable, self.other_head):
            self.authenticate(user.login, self.password)
            given = {"direction_id": self.direction.id}
            in_context = {"default_direction_id": self.direction.id}
            for answer in (
                self._rpc(model, "create", given),
                self._rpc(model, "web_save", [], given, spec),
                self._rpc(model, "onchange", [], given, [], spec),
                self._rpc(model, "onchange", [], {}, [], spec, context=in_context),
                self._rpc(model, "web_save", [], {}, spec, context=in_context),
                self._rpc(
                    model, "onchange", [], {"direction_id": {"id": self.direction.id}}, [], spec
                ),
            ):
                self.assertNotIn(DIRECTION, answer)
                self.assertNotIn(self.about.number, answer)
                self.assertIn("error", json.loads(answer), user.login)

    def test_a_station_answers_the_direction_that_it_was_given(self):
        directions = self.env["police.follow.up"].with_user(self.circle_officer)
        direction = directions.create(
            {
                "complaint_id": self.complaints.id,
                "method": "direction",
                "direction": "Go there.",
                "next_due_at": "2040-01-01 00:00:00",
            }
        )
        answers = self.env["police.direction.answer.wizard"].with_user(self.station_head)
        dialog = answers.create({"direction_id": direction.id, "answer": "We went."})
        self.assertEqual(dialog.direction, "Go there.")
        dialog.action_answer()
        self.assertEqual(direction.sudo().answer, "We went.")

    def test_no_dialogue_points_at_what_is_somebody_elses(self):
        """Every link of every dialogue to a complaint, in every way of giving one."""
        for name, model in self._dialogs().items():
            for field in model._pointing_fields():
                if model._fields[field].comodel_name != "police.complaint":
                    continue
                for user in (self.station_head, self.constable, self.other_head):
                    dialogs = model.with_user(user)
                    if not dialogs.has_access("create"):
                        continue
                    for way in self._ways(dialogs, field, self.about.id):
                        with (
                            self.subTest(model=name, field=field, user=user.login),
                            mute_logger("odoo.sql_db"),
                            self.assertRaises(AccessError),
                        ):
                            way()

    def _ways(self, dialogs, field, secret):
        many = dialogs._fields[field].type == "many2many"
        value = [[6, 0, [secret]]] if many else secret
        spec = {field: {"fields": {"display_name": {}}}}
        context = {f"default_{field}": [secret] if many else secret}
        yield lambda: dialogs.onchange({field: value}, [], spec)
        yield lambda: dialogs.onchange({field: value}, [field], spec)
        yield lambda: dialogs.with_context(**context).onchange({}, [], spec)
        yield lambda: dialogs.with_context(**context).default_get([field])
        if many:
            yield lambda: dialogs.onchange({field: [[4, secret]]}, [], spec)
            yield lambda: dialogs.onchange({field: [[1, secret, {}]]}, [], spec)
        else:
            yield lambda: dialogs.onchange({field: {"id": secret}}, [], spec)

    def test_a_dialogue_is_not_turned_to_another_complaint(self):
        reply = self.env["police.complaint.reply.wizard"].with_user(self.station_head)
        dialog = reply.create({"complaint_id": self.complaints.id})
        with self.assertRaises(AccessError):
            dialog.write({"complaint_id": self.about.id})
        bulk = self.env["police.complaint.bulk.wizard"].with_user(self.station_head)
        marked = bulk.create({"kind": "assign", "complaint_ids": [(6, 0, self.complaints.ids)]})
        with self.assertRaises(AccessError):
            marked.write({"complaint_ids": [(4, self.about.id)]})

    def test_no_file_of_another_is_put_into_a_reply(self):
        secret = self.complaints.evidence_ids.attachment_id
        reply = self.env["police.complaint.reply.wizard"].with_user(self.station_head)
        with self.assertRaises(AccessError):
            reply.create(
                {"complaint_id": self.complaints.id, "attachment_ids": [(6, 0, secret.ids)]}
            )
        own = {"name": "own.txt", "raw": b"own", "res_model": reply._name, "res_id": 0}
        upload = self.env["ir.attachment"].with_user(self.station_head).create(own)
        dialog = reply.create(
            {"complaint_id": self.complaints.id, "attachment_ids": [(6, 0, upload.ids)]}
        )
        self.assertEqual(dialog.attachment_ids, upload)

    def test_a_draft_takes_from_the_context_what_is_taken_down_only(self):
        drafts = self.env["police.registration"].with_user(self.station_head)
        draft = drafts.with_context(
            default_complaint_id=self.about.id,
            default_number=self.about.number,
            default_state="registered",
            default_user_id=self.desk_user.id,
            default_description="He shouts.",
        ).create({})
        self.assertFalse(draft.complaint_id or draft.number)
        self.assertEqual((draft.state, draft.user_id), ("draft", self.station_head))
        self.assertEqual(draft.description, "He shouts.")
