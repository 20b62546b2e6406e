from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import mute_logger

from .identity_common import PlantedCase

TEXTS = ("char", "text", "html")
LINKS = ("many2one", "one2many", "many2many")
# Where paths lead: what hangs on a complaint, and whom it names.
NEAR = ("police.", "mail.message", "mail.activity", "mail.notification", "mail.tracking.value")
NEAR += ("mail.followers", "ir.attachment", "res.partner", "res.users")
REFUSED = (AccessError, UserError, ValueError)


@tagged("post_install", "-at_install")
class TestNestedAttacks(PlantedCase):
    """Roundabout ways to what may not be known: nested reads, paths, groups, order, export.

    The server's own methods are called as the user, with nothing in memory: thousands of them
    would take minutes by HTTP.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        about = cls._about_the_station("Quillword takes money.", sender_name="Quillword")
        about.with_user(cls.desk_user).message_post(body="Quillword is asked.")
        cls._follow_up(about, "call", answer="Quillword was asked.")
        about._record_asked("call", "unreachable", "Quillword is out.")
        cls.about = about
        cls.cases = cls.complaints | about
        cls.curious = cls._curious()
        cls.searching = [cls.curious[0], cls.blind["auditor"]]
        # Who is let export still exports nothing of what may not be known.
        for user in cls.curious:
            if user._is_internal():
                user.group_ids += cls.env.ref("base.group_allow_export")

    @classmethod
    def _curious(cls):
        """Who tries, the first four everything."""
        roles = ("administrator", "none", "portal")
        return [
            cls.station_head,
            cls.circle_officer,
            cls.blind["auditor"],
            cls.other_head,
            *(cls.blind[role] for role in roles),
        ]

    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger("odoo.models", "odoo.sql_db"))

    def _in_parts(self, call, names):
        """What a call answers for as many of the names as it does not refuse, as text.

        One name that is refused has all refused: hence halves of them, again and again.
        """
        self.env.invalidate_all()
        try:
            with self.env.cr.savepoint(flush=False):
                return repr(call(names)).casefold()
        except REFUSED:
            if len(names) < 2:
                return ""
        middle = len(names) // 2
        halves = (names[:middle], names[middle:])
        return " ".join(self._in_parts(call, half) for half in halves)

    def _check(self, user, answer, where):
        """Nothing of who complained; nothing at all for the station complained of."""
        about = user in (self.station_head, self.other_head)
        self._assert_clean(answer, f"{user.login}: {where}")
        for telling in ("quillword", self.about.number) if about else ():
            self.assertNotIn(telling, answer, f"{user.login}: {where}")

    def _nested(self, user, model, depth):
        """Everything that a read of a model may ask for, to a depth: [(field, specification)]."""
        try:
            names = self.env[model].with_user(user).fields_get([], ["type"])
        except AccessError:
            return []
        nested = []
        for name in names:
            field, part = self.env[model]._fields[name], {}
            if field.type in LINKS and depth and field.comodel_name.startswith(NEAR):
                part = {"fields": dict(self._nested(user, field.comodel_name, depth - 1))}
            nested.append((name, part))
        return nested

    def test_no_read_of_what_hangs_together_tells(self):
        for user in self.curious:
            for model in self._near_models(user):
                records = self.env[model].with_user(user)
                mine = model == "police.complaint"
                domain = [("id", "in", self.cases.ids)] if mine else []
                answer = self._in_parts(
                    lambda part, records=records, domain=domain: records.web_search_read(
                        domain, dict(part), limit=10, order="id desc"
                    ),
                    self._nested(user, model, 1),
                )
                self.assertTrue(answer, f"{user.login} reads {model}")
                self._check(user, answer, f"web_search_read of {model}")

    def _near_models(self, user):
        return [model for model in self._readable_models(user) if model.startswith(NEAR)]

    def test_no_deep_read_of_a_complaint_tells(self):
        for user in self.curious[:4]:
            names = self._nested(user, "police.complaint", 2)
            for case in self.cases.with_user(user):
                answer = self._in_parts(
                    lambda part, case=case: case.web_read(dict(part)),
                    names,
                )
                self._check(user, answer, "web_read")
                self.assertEqual(case.has_access("read"), case.sudo().number in answer, user.login)

    def _paths(self, model, depth, seen=()):
        """Paths from a model to words: ("party_ids.complainant_id.name", …)."""
        for name, field in self.env[model]._fields.items():
            if not field._description_searchable or name in ("create_uid", "write_uid"):
                continue
            # What a name is made of has paths of its own.
            if field.type in TEXTS and name != "display_name":
                yield name
            comodel = field.type in LINKS and field.comodel_name
            if comodel and depth and comodel.startswith(NEAR) and comodel not in seen:
                for path in self._paths(comodel, depth - 1, (*seen, model)):
                    yield f"{name}.{path}"

    def test_no_search_by_a_path_tells(self):
        paths = list(self._paths("police.complaint", 2))
        self.assertIn("party_ids.complainant_id.name", paths)
        for user in self.searching:
            about = user == self.station_head
            for words in (
                "quillfeather",
                "0000077123",
                "00000 77123",
                *(("quillword",) if about else ()),
            ):
                self._finds_nothing(user, paths, words)

    def _finds_nothing(self, user, paths, words):
        """No complaint is found by words at the end of any path.

        A field that finds everything, whatever the words, does not tell.
        """
        found = self._found(user, paths, words)
        if set(found.split()) <= {"0"}:
            return
        if len(paths) == 1:
            self.assertEqual(found, self._found(user, paths, "zzqqxx"), f"{user.login}: {paths}")
            return
        middle = len(paths) // 2
        self._finds_nothing(user, paths[:middle], words)
        self._finds_nothing(user, paths[middle:], words)

    def _found(self, user, paths, words):
        search_count = self.env["police.complaint"].with_user(user).search_count
        return self._in_parts(
            lambda part: search_count(Domain.OR(Domain(path, "ilike", words) for path in part)),
            paths,
        )

    def test_no_search_elsewhere_finds_what_is_about_the_station(self):
        for user in (self.station_head, self.other_head):
            for model in self._near_models(user):
                links = [
                    name
                    for name, field in self.env[model]._fields.items()
                    if field.type in LINKS
                    and field.comodel_name == "police.complaint"
                    and field._description_searchable
                ]
                records = self.env[model].with_user(user)
                for name in links:
                    for domain in (
                        [(f"{name}.number", "=", self.about.number)],
                        [(f"{name}.description", "ilike", "quillword")],
                        [(name, "in", self.about.ids)],
                    ):
                        found = self._in_parts(
                            lambda _part, records=records, domain=domain: records.search_count(
                                domain
                            ),
                            [name],
                        )
                        self.assertIn(found, ("", "0"), f"{user.login}: {model} {domain}")

    def test_no_group_tells(self):
        for user in self.curious[:4]:
            for model in self._near_models(user):
                fields = self.env[model]._fields
                if model.startswith("police.") and "complaint_id" not in fields:
                    continue
                self._check_groups(user, self.env[model].with_user(user))
            self._check_groups(user, self.env["police.complaint"].with_user(user))

    def _check_groups(self, user, records):
        words = [
            f"{name}:array_agg" for name, field in records._fields.items() if field.type in TEXTS
        ]
        answer = self._in_parts(lambda part: records.formatted_read_group([], [], part), words)
        self._check(user, answer, f"all of {records}")
        for name, field in records._fields.items():
            if field.type in LINKS:
                answer = self._in_parts(
                    lambda part: records.web_read_group([], part, limit=100), [name]
                )
                self._check(user, answer, f"{records} by {name}")

    def test_no_export_by_a_path_tells(self):
        paths = [path.replace(".", "/") for path in self._paths("police.complaint", 2)]
        for user in self.curious[:4]:
            for case in self.cases.with_user(user)._filtered_access("read"):
                answer = self._in_parts(case.export_data, paths)
                self.assertIn(case.number, answer, "some of it is exported")
                self._check(user, answer, "export")
        for user in (self.station_head, self.other_head):
            with self.assertRaises(AccessError):
                self.about.with_user(user).export_data(["number"])

    def test_no_name_search_tells(self):
        for user in self.curious:
            for model in self._near_models(user):
                search = self.env[model].with_user(user).name_search
                for words in ("quill", "77123", self.about.number):
                    answer = self._in_parts(lambda part, search=search: search(part[0]), [words])
                    self._check(user, answer, f"name_search of {model}")

    def test_no_order_tells(self):
        for user in (self.station_head, self.other_head, self.blind["auditor"]):
            for order in ("party_ids", "party_ids.complainant_id", "create_uid desc"):
                records = self.env["police.complaint"].with_user(user)
                answer = self._in_parts(
                    lambda part, records=records: records.search_read(
                        [], ["number"], order=part[0]
                    ),
                    [order],
                )
                self._check(user, answer, f"ordered by {order}")

    def test_who_may_know_finds_it(self):
        desk = self.env["police.complaint"].with_user(self.desk_user)
        path = [("party_ids.complainant_id.name", "ilike", "quillfeather")]
        self.assertEqual(desk.search(path), self.complaints)
        answer = self._in_parts(
            lambda part: desk.web_search_read([("id", "in", self.cases.ids)], dict(part)),
            [("party_ids", {"fields": {"complainant_id": {"fields": {"name": {}}}}})],
        )
        self.assertIn("quillfeather", answer)
