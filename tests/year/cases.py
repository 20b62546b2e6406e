"""Complaints come in, are handed on, worked on, closed, taken back and opened again."""

from datetime import timedelta

from odoo import fields

from .complaints import envelope
from .force import Nothing


def mails_come_in(force):
    """Some name a place on the lists, some a unit that they are about."""
    places = force.env["police.place"].search([("name", "like", "Yearpur")])
    made = []
    for _mail in range(force.chance.randint(2, 6)):
        values = {"text": force.chance.choice(("Noise", "Theft of a cycle", "Quarrel")) + " again."}
        if places and force.chance.random() < 0.6:
            values["place_text"] = force.pick(places).name
        elif force.chance.random() < 0.3:
            values |= {"complained_unit_id": force.pick(force.units("station", "circle")).id}
        found = force.env["police.complaint"]._intake(
            envelope(force.chance, force.next(), **values)
        )
        made.append(f"{found.complaint.id} at {found.complaint.unit_id.code}")
    return ", ".join(made)


def desk_sends(force):
    complaints = force.some(force.at("received", "triage").filtered(lambda one: one.is_open), 10)
    unit = force.pick(force.units("station"))
    force.by(force.desk(), complaints)._send_to_unit(unit)
    return f"{complaints.ids} to {unit.code}"


def desk_confirms(force):
    """What the routing proposed, perhaps some time ago."""
    waiting = force.complaints(("is_open", "=", True), ("proposed_unit_id", "!=", False))
    complaints = force.some(
        waiting.filtered(lambda one: one.stage_code in ("received", "triage")), 5
    )
    force.by(force.desk(), complaints).action_confirm_routing()
    return f"{complaints.ids} to {complaints.unit_id.mapped('code')}"


def complaints_are_transferred(force):
    user = force.pick(force.postings(("post_id.heads_unit", "=", True)).user_id | force.desk())
    seen = force.by(user, force.env["police.complaint"]).search(
        [("is_open", "=", True), ("stage_code", "not in", ("received", "triage"))], limit=200
    )
    complaints = force.some(seen, 20)
    unit = force.pick(force.units("station", "outpost", "circle"))
    gone, refused = complaints._transfer_many(unit, "It belongs there.")
    return f"user {user.id}: {gone.ids} to {unit.code}, {len(refused)} refused"


def complaints_are_assigned(force):
    heads = force.postings(("post_id.heads_unit", "=", True), ("unit_id.kind", "=", "station"))
    head = force.pick(heads.filtered(lambda row: row.user_id in force.holding("station_head")))
    at_unit = [("is_open", "=", True), ("unit_id", "=", head.unit_id.id)]
    mine = force.by(head.user_id, force.env["police.complaint"]).search(at_unit)
    post = force.pick(force.env["police.post"].search([("unit_id", "child_of", head.unit_id.id)]))
    given, _refused = force.some(mine, 20)._assign_many(post)
    return f"user {head.user_id.id}: {given.ids} to post {post.id}"


def station_acts(force):
    user = force.pick(force.postings(("unit_id.kind", "in", ("station", "outpost"))).user_id)
    mine = force.by(user, force.env["police.complaint"])
    complaints = force.some(mine.search([("stage_code", "=", "with_station")], limit=50), 15)
    dialogs = force.by(user, force.env["police.action.wizard"])
    kind = force.pick(force.env["police.action.kind"].search([]))
    for complaint in complaints:
        dialogs.create({"complaint_id": complaint.id, "kind_id": kind.id}).action_report()
    return f"user {user.id}: action taken on {complaints.ids}"


def citizens_are_asked(force):
    complaints = force.some(force.at("action_taken"), 10)
    force.by(force.desk(), complaints).action_verify()
    return f"asked: {complaints.ids}"


def complaints_are_closed(force):
    complaints = force.some(force.at("action_taken", "verification"), 12)
    desk = force.desk()
    dialogs = force.by(desk, force.env["police.complaint.close.wizard"])
    outcome = force.env.ref("police_grievance.outcome_resolved")
    for complaint in complaints:
        dialogs.create(
            {"complaint_id": complaint.id, "outcome_id": outcome.id, "result": "resolved"}
        ).action_close()
    return f"user {desk.id} closes {complaints.ids}"


def closing_is_taken_back(force):
    """At once, before the clock goes on: the citizen does not know yet."""
    complaint = force.pick(force.at("action_taken", "verification", "with_station"))
    desk = force.desk()
    force.by(desk, force.env["police.complaint.close.wizard"]).create(
        {
            "complaint_id": complaint.id,
            "outcome_id": force.env.ref("police_grievance.outcome_resolved").id,
            "result": "resolved",
        }
    ).action_close()
    force.by(desk, complaint).action_take_back()
    return f"{complaint.id} closed and taken back"


def complaints_are_reopened(force):
    """Those of units that have ended first."""
    closed = [("stage_code", "=", "closed"), ("set_aside", "=", False)]
    ended = force.complaints(*closed, ("unit_id.active", "=", False))
    complaints = force.some(ended or force.complaints(*closed), 8)
    force.by(force.desk(), complaints)._reopen("It goes on.")
    return f"{complaints.ids} reopened"


def citizen_reopens(force):
    """Within the hours that a page offers it."""
    since = fields.Datetime.now() - timedelta(hours=70)
    closed = [("stage_code", "=", "closed"), ("set_aside", "=", False), ("closed_at", ">", since)]
    complaint = force.pick(force.complaints(*closed))
    complaint._reopen_by_citizen("Not at all settled.")
    return f"{complaint.id} reopened by the citizen"


def citizen_replies(force):
    """To a complaint of any stage, most often a closed one."""
    complaint = force.pick(force.at(force.chance.choice(("closed", "closed", "with_station"))))
    address = complaint.party_ids.complainant_id.address_ids[:1]
    if not address:
        raise Nothing
    force.env["police.complaint"]._intake(
        envelope(
            force.chance,
            force.next(),
            sender_kind=address.kind,
            sender_value=address.value,
            complaint_numbers=[complaint.number],
            text="What became of it?",
        )
    )
    return f"a reply to {complaint.id}"


def no_complaints(force):
    complaints = force.some(force.at("received", "triage", "with_station"), 4)
    force.by(force.desk(), complaints)._set_aside("spam")
    return f"{complaints.ids} set aside"


def complaints_after_all(force):
    """Those of units that have ended first."""
    aside = [("set_aside", "!=", False)]
    ended = force.complaints(*aside, ("unit_id.active", "=", False))
    complaints = force.some(ended or force.complaints(*aside), 3)
    force.by(force.desk(), complaints).action_take_up_after_all()
    return f"{complaints.ids} taken up after all"


def clock_stands(force):
    free = force.at("with_station").filtered(lambda one: not one.paused_since)
    complaints = force.some(free, 10)
    reason = force.env.ref("police_grievance.pause_reason_citizen")
    force.by(force.desk(), complaints)._pause(reason)
    return f"{complaints.ids} paused"


def clock_goes_on(force):
    complaints = force.some(force.complaints(("paused_since", "!=", False)), 10)
    force.by(force.desk(), complaints).action_resume()
    return f"{complaints.ids} go on"


def about_the_police(force):
    complaint = force.pick(force.at("with_station", "triage", "action_taken"))
    if force.chance.random() < 0.5:
        values = {"complained_unit_id": force.pick(force.units("station", "circle", "outpost")).id}
    else:
        values = {"complained_user_id": force.pick(force.postings().user_id).id}
    force.by(force.desk(), complaint).write(values)
    return f"{complaint.id} is about {values}"


def category_is_corrected(force):
    complaints = force.some(force.complaints(("is_open", "=", True)), 5)
    category = force.pick(force.env["police.category"].search([]))
    force.by(force.desk(), complaints).write({"category_id": category.id})
    return f"{complaints.ids} are {category.code}"


ACTIONS = {
    mails_come_in: 6,
    desk_sends: 4,
    desk_confirms: 3,
    complaints_are_transferred: 8,
    complaints_are_assigned: 3,
    station_acts: 5,
    citizens_are_asked: 3,
    complaints_are_closed: 5,
    closing_is_taken_back: 3,
    complaints_are_reopened: 5,
    citizen_reopens: 2,
    citizen_replies: 4,
    no_complaints: 3,
    complaints_after_all: 3,
    clock_stands: 2,
    clock_goes_on: 2,
    about_the_police: 4,
    category_is_corrected: 4,
}
