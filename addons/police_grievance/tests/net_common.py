"""The net: planted complaints, who may know of them, and calls as the server takes them.

What is looked for follows docs/privacy.md and never the code under test. What is tried comes from
the registry: a new model, method, dialogue or route is tried, or fails for want of a row.
"""

from collections import defaultdict

from odoo.tests import new_test_user
from odoo.tools import mute_logger

from .net_calls import NetCalls
from .net_plant import NetPlant

STATION = frozenset(("station_staff", "station_head"))
OWN_SUPERVISORS = frozenset(("sp", "zone"))
OFFICE = frozenset(("control_room",))
# docs/privacy.md, "Three levels": who knows who complained, in the own jurisdiction.
KNOW = {
    "open": STATION | {"circle"} | OWN_SUPERVISORS | OFFICE,
    "confidential": OWN_SUPERVISORS | OFFICE,
    "anonymous": frozenset(),
}
# Who opens its files, as long as nobody showed them to the station.
FILES = {**KNOW, "anonymous": OFFICE}
# Who reads the complaint itself, with what tells who complained left out.
READ = STATION | {"circle"} | OWN_SUPERVISORS | OFFICE | {"auditor", "administrator"}
# "Complaints about the police": who serves there finds it by no means.
BARRED = STATION
SHOWN_LEAKS = 60
# Loggers that say what was refused.
NOISY = ("odoo.models", "odoo.sql_db", "odoo.orm.models", "odoo.addons.mail.models.mail_thread")
NOISY += ("odoo.addons.web.controllers.export", "odoo.tools.pdf")
KINDS = {
    "who": "who complained",
    "file": "of a file",
    "what": "of a complaint that is hidden",
    "changed": "by what it changes",
}


class NetCase(NetCalls, NetPlant):
    """Base of the tests of the net."""

    # The models, methods and routes of these addons are tried, all of them installed.
    addons = ("police_force", "police_grievance", "police_citizen", "police_desk", "police_live")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.roles = cls._roles()
        cls.forbidden = {
            role: [
                (word, one.label, kind)
                for one in cls.planted
                for kind, words in one.tells.items()
                if not cls._may(role, one, kind)
                for word in words
            ]
            for role in cls.roles
        }
        cls.rows = {
            name: cls.env[name].with_context(active_test=False).search([("id", ">", last)])
            for name, last in cls._before.items()
        }
        cls.hanging = {
            (model, one.label): cls._find_hanging(model, one)
            for model in cls.rows
            for one in cls.planted
        }

    @classmethod
    def _roles(cls):
        def user(login, group):
            return new_test_user(cls.env, f"net_{login}", groups=group, password=cls.password)

        group = "police_force.group_%s"
        roles = {
            "none": cls.blind["none"],
            "user": user("user", group % "user"),
            "station_staff": cls.constable,
            "station_head": cls.station_head,
            "other_station": cls.other_head,
            "circle": cls.circle_officer,
            "sp": cls.superintendent,
            "far_sp": cls.blind["supervisor of another district"],
            "zone": cls.zone_head,
            # Not who wrote the draft.
            "control_room": user("desk", group % "control_room"),
            "auditor": cls.blind["auditor"],
            "district_administrator": cls.blind["district_administrator"],
            "administrator": cls.blind["administrator"],
            "technical": user("technical", "base.group_system"),
            "portal": cls.blind["portal"],
            "filer": cls.filer,
            "anonymous_filer": cls.anonymous_filer,
            "public": cls.env.ref("base.public_user"),
        }
        for one in roles.values():
            if one._is_internal():
                # Who is let export still exports nothing of what may not be known.
                one.group_ids += cls.env.ref("base.group_allow_export")
                one.password = cls.password
        return roles

    @classmethod
    def _last_ids(cls):
        """The last id of each model that has rows, before anything is planted."""
        return {
            name: model.with_context(active_test=False).search([], order="id desc", limit=1).id or 0
            for name, model in cls.env.items()
            if model._auto
            and not model._abstract
            and name.startswith(("police.", "mail.", "ir.attachment"))
        }

    # Who may know

    @classmethod
    def _may(cls, role, one, kind):
        """Whether a role may be told of a planted complaint: who it is, its files, what it says."""
        if role == "filer":
            return one.label == "confidential in the portal"
        if role == "anonymous_filer":
            # Their own name, from their account: the complaint is not tied to it.
            return one.label == "anonymous in the portal" and kind == "who"
        if not one.complaint:
            return False
        if one.label.startswith("about") and role in BARRED:
            return False
        allowed = {
            "who": KNOW[one.confidentiality],
            "file": FILES[one.confidentiality],
            "what": READ,
        }
        return role in allowed[kind]

    def _one_of_each(self):
        """The planted complaints, of those that differ by the way in alone only one."""
        kinds = {one.label.partition(" by ")[0]: one for one in self.planted}
        return [kinds[kind] for kind in kinds if " at " not in kind and " in " not in kind]

    def _rows_of(self, model, one):
        """The rows of a model that hang on one planted complaint."""
        return self.env[model].browse(self.hanging.get((model, one.label)))

    @classmethod
    def _find_hanging(cls, model, one):
        """Ids of the new rows of a model that hang on one planted complaint; those of its people."""
        if model == one.record._name:
            return one.record.ids
        complaint, rows = one.complaint.sudo(), cls.rows[model]
        people, messages = complaint.party_ids.complainant_id, complaint.message_ids
        if model == "police.complainant":
            return people.ids
        if "res_id" in rows._fields:
            name = "res_model" if "res_model" in rows._fields else "model"
            return rows.filtered_domain(
                [(name, "=", complaint._name), ("res_id", "=", complaint.id)]
            ).ids
        for name, wanted in (
            ("complaint_id", complaint),
            ("complainant_id", people),
            ("mail_message_id", messages),
        ):
            if name in rows._fields and rows._fields[name].store:
                return rows.filtered_domain([(name, "in", wanted.ids)]).ids
        return []

    # What is told

    def setUp(self):
        super().setUp()
        self.leaks = defaultdict(lambda: (set(), set(), []))
        self.specifications, self.words = {}, {}
        self.enterContext(mute_logger(*NOISY))

    def _look(self, role, answer, where):
        """Note what an answer tells that a role may not know."""
        text = answer.casefold()
        for word, label, kind in self.forbidden[role]:
            if word in text:
                at = text.index(word)
                self._note(
                    where, kind, f"“{label}”: {word}", role, answer[max(0, at - 60) : at + 40]
                )

    def _note(self, where, kind, what, role, answer=""):
        """Note what went wrong: where, which kind of telling, whose and what, and to whom."""
        told, roles, answers = self.leaks[where, kind]
        told.add(what)
        roles.add(role)
        answers.append(answer)

    def _no_leak(self):
        """Fail with all that was noted, a line for each place."""
        lines = [
            f"{where} tells {KINDS[kind]} to {', '.join(sorted(roles))}: "
            f"{'; '.join(sorted(told)[:6])}; as in …{answers[0]}…"
            for (where, kind), (told, roles, answers) in sorted(self.leaks.items())
        ]
        if lines:
            more = len(lines) - SHOWN_LEAKS
            lines = lines[:SHOWN_LEAKS] + [f"and {more} more"] * (more > 0)
            self.fail("\n".join(["What may not be known is told:", *lines]))
