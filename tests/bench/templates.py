"""The complaints that the filling multiplies: made by the service's own methods, in every stage."""

import random
from datetime import timedelta

from odoo import fields

from odoo.addons.police_grievance.tools.envelope import Envelope

SUBJECT = "A day like any other"
RARE_WORD = "quetzalcoatlus"
COMMON_WORD = "neighbour"
STAGES = ("received", "triage", "with_station", "action_taken", "verification", "closed")
SENTENCES = (
    "Our neighbour plays loud music until two in the night.",
    "मेरा मोबाइल फ़ोन बाज़ार में खो गया है, कृपया मदद करें।",
    "Mera purse bus mein gir gaya, usme aadhaar card tha.",
    "The shop keeper has put his goods on the road and nobody can pass.",
    "पड़ोसी रोज़ झगड़ा करते हैं और गाली देते हैं।",
    "A stray bull has been sitting in front of the school for three days.",
    "Kirayedar ka satyapan karwana hai, kya karna hoga?",
    "दुकानदार ने मज़दूरी नहीं दी, दो महीने से टाल रहा है।",
    "Young men on motorcycles disturb the girls near the college gate.",
    "घर के सामने शराब पीकर लोग हंगामा करते हैं।",
)
PER_STAGE = 40


def make_templates(env):
    """Open `PER_STAGE` complaints for each stage, and commit them."""
    chance = random.Random(3)
    stations = env["police.unit"].search([("kind", "=", "station")], order="code")
    desk = env["res.users"].browse(env.uid)
    made = env["police.complaint"]
    for number, stage in enumerate(STAGES * PER_STAGE):
        complaint = env["police.complaint"]._intake(_envelope(chance, number)).complaint
        _bring_to(complaint, stage, chance.choice(stations), desk)
        made |= complaint
    env.flush_all()
    env.cr.precommit.run()
    env.cr.commit()
    return made


def _envelope(chance, number):
    words = " ".join(chance.sample(SENTENCES, 3))
    return Envelope(
        channel=chance.choice(("voice", "voice", "whatsapp", "sms", "email", "app", "walk_in")),
        received_at=fields.Datetime.now() - timedelta(hours=chance.uniform(0, 20)),
        sender_kind="email",
        sender_value=f"bench{number}@example.org",
        sender_name=f"Bench {number}",
        subject=SUBJECT,
        text=words,
    )


def _bring_to(complaint, stage, station, desk):
    """Walk a complaint through the gate as far as `stage`."""
    steps = STAGES[: STAGES.index(stage) + 1]
    for code in steps:
        if code == "with_station":
            complaint.write(complaint._unit_values(station))
        if code == "closed":
            complaint.verification_ids.create(
                {
                    "complaint_id": complaint.id,
                    "user_id": desk.id,
                    "result": "resolved",
                    "cycle": complaint.cycle,
                }
            )
            complaint._move_to(
                "closed", outcome=complaint.env.ref("police_grievance.outcome_resolved")
            )
        elif code not in ("received", complaint.stage_code) and not _is_past(complaint, code):
            complaint._move_to(code)


def _is_past(complaint, code):
    return STAGES.index(complaint.stage_code) >= STAGES.index(code)
