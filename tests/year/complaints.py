"""Complaints of the small force: some made as any other, the rest copies of their rows."""

from datetime import timedelta

from odoo import fields
from odoo.tools import SQL

from odoo.addons.police_grievance.tools.envelope import Envelope
from odoo.addons.police_grievance.tools.number import number_from_index

from peers.copies import copy_rows

TEMPLATES = 120
WORDS = (
    "Loud music every night behind the temple, nobody sleeps.",
    "पड़ोसी रोज़ झगड़ा करते हैं और गाली देते हैं।",
    "Kirayedar ka satyapan karwana hai, kya karna hoga?",
    "The shop keeper has put his goods on the road and nobody can pass.",
    "दुकानदार ने मज़दूरी नहीं दी, दो महीने से टाल रहा है।",
    "Mera mobile bus mein gir gaya, usme sab kagaz the.",
)
STAGES = ("received", "triage", "with_station", "action_taken", "verification", "closed")
# What belongs to a complaint and is copied with it, so that its figures can be told from it.
PARTS = (
    *("police_party", "police_milestone", "police_pause", "police_verification"),
    *("police_follow_up", "police_closing"),
)


def envelope(chance, number, **values):
    """A mail of a citizen who has not written before."""
    return Envelope(
        **{
            "channel": "email",
            "received_at": fields.Datetime.now() - timedelta(hours=chance.uniform(0, 12)),
            "sender_kind": "email",
            "sender_value": f"citizen{number}@example.org",
            "sender_name": f"Citizen {number}",
            "text": " ".join(chance.sample(WORDS, 2)),
            **values,
        }
    )


def make_templates(env, chance, units):
    """Complaints that came in and were worked on as any other, in every stage."""
    desk = env["res.users"].search(
        [("group_ids", "in", env.ref("police_force.group_control_room").id)]
    )
    stations = units.filtered(lambda unit: unit.kind in ("station", "outpost"))
    made = env["police.complaint"]
    for number in range(TEMPLATES):
        about = chance.choice(units[1:]) if number % 12 == 0 else units.browse()
        values = {"complained_unit_id": about.id} if about else {}
        if number % 10 == 3:
            values["confidentiality"] = "confidential"
        complaint = made._intake(envelope(chance, number, **values)).complaint
        stage = STAGES[number % len(STAGES)]
        bring_to(complaint, stage, chance.choice(stations), desk[0])
        if number % 24 == 5:
            complaint._reopen()
        if number % 24 == 12:
            complaint._pause(env.ref("police_grievance.pause_reason_citizen"), desk[0])
        # Of a station whose clock runs: a copy taken up after all needs no row of its template.
        if number % 18 == 2:
            complaint._set_aside("spam")
        made |= complaint
    env.flush_all()
    env.cr.precommit.run()
    return made


def bring_to(complaint, stage, station, desk):
    """Walk a complaint through the gate as far as `stage`."""
    way = STAGES[: STAGES.index(stage) + 1]
    for code in way[STAGES.index(complaint.stage_code) + 1 :]:
        if code == "with_station" and not complaint.complained_unit_id:
            complaint._send_to_unit(station)
        elif code == "closed":
            complaint.verification_ids.create(
                {"complaint_id": complaint.id, "user_id": desk.id, "result": "resolved"}
            )
            complaint._move_to("closed", complaint.env.ref("police_grievance.outcome_resolved"))
        elif STAGES.index(complaint.stage_code) < STAGES.index(code):
            complaint._move_to(code)


def copy_templates(env, chance, templates, units, count):
    """More of them by SQL, each with a number, a unit and a time of its own."""
    env.cr.execute(
        SQL("""CREATE TEMP TABLE plan (new_id serial PRIMARY KEY, template_id int, number varchar,
        unit_id int, circle_id int, district_id int, shift interval) ON COMMIT DROP""")
    )
    env.cr.execute(SQL("SELECT MAX(id) + 1 FROM police_complaint"))
    env.cr.execute(SQL("ALTER SEQUENCE plan_new_id_seq RESTART WITH %s", env.cr.fetchone()[0]))
    env.cr.execute(SQL("SELECT last_value FROM police_complaint_number_seq"))
    index = env.cr.fetchone()[0] + 1
    key = bytes.fromhex(env["ir.config_parameter"].get_param("police_grievance.number_key"))
    stations = units.filtered(lambda unit: unit.kind in ("station", "outpost"))
    of_state = {
        state: templates.filtered(lambda row, state=state: row.is_open == state)
        for state in (True, False)
    }
    rows = []
    for number in range(count):
        template = chance.choice(of_state[number % 5 == 0])
        stays = template.complained_unit_id or template.unit_id == units[0]
        unit = template.unit_id if stays else chance.choice(stations)
        hours = chance.uniform(0, 30) if template.is_open else chance.uniform(24, 8000)
        place = (unit.id, unit.circle_id.id or None, unit.district_id.id or None)
        rows.append((template.id, number_from_index(index + number, key), *place, f"{hours} hours"))
    env.cr.execute(
        SQL(
            """INSERT INTO plan (template_id, number, unit_id, circle_id, district_id, shift)
               SELECT * FROM UNNEST(%s::int[], %s::varchar[], %s::int[], %s::int[], %s::int[], %s::interval[])""",
            *(list(column) for column in zip(*rows, strict=True)),
        )
    )
    changed = {name: f"plan.{name}" for name in ("number", "unit_id", "circle_id", "district_id")}
    searched = "REPLACE(source.search_text, source.number, plan.number)"
    changed |= {"id": "plan.new_id", "post_id": "NULL", "search_text": searched}
    copy_rows(env, "police_complaint", "id", changed)
    for table in PARTS:
        copy_rows(env, table, "complaint_id", {"complaint_id": "plan.new_id"})
    for sequence, last in (
        ("police_complaint_id_seq", SQL("(SELECT MAX(id) FROM police_complaint)")),
        ("police_complaint_number_seq", SQL("%s", index + count)),
    ):
        env.cr.execute(SQL("SELECT setval(%s, %s)", sequence, last))
    env.cr.execute(SQL("ANALYZE"))
    env.invalidate_all()
