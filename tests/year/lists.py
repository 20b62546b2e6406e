"""Administrators change what is promised, import lists, and try to delete what is in use."""

import base64

from odoo import Command
from odoo.exceptions import AccessError, UserError

from .force import Accepted, Nothing


def policy_is_changed(force):
    """As the button and the form behind it do."""
    version = force.pick(force.env["police.sla.version"].search([])[:3])
    action = force.kept(version).action_change_from_now()
    draft = force.kept(force.env["police.sla.version"]).browse(action["res_id"])
    hours = force.chance.choice((12, 24, 36, 48))
    levels = [Command.clear()] + [
        Command.create({"rank_id": force.env.ref(f"police_force.rank_{rank}").id, **offset})
        for rank, offset in (
            ("sho", {"hours": hours / 2}),
            ("co", {"hours": hours * 0.75}),
            ("sp", {"basis": "share", "share": 1.0}),
            ("zone", {"basis": "share", "share": 1.5}),
        )
    ]
    draft.write({"hours": hours, "level_ids": levels})
    if hasattr(draft, "action_put_in_force"):
        draft.action_put_in_force()
    return f"version {draft.id} of policy {draft.policy_id.id}: {hours} hours"


def category_gets_policy(force):
    category = force.pick(force.env["police.category"].search([]))
    policies = force.env["police.sla.policy"].search([])
    if len(policies) < 4:
        values = {"hours": force.chance.choice((6, 72)), "date_from": "2015-01-01 00:00:00"}
        level = {"rank_id": force.env.ref("police_force.rank_sp").id, "hours": 6}
        values["level_ids"] = [Command.create(level)]
        name = f"Policy {force.next()}"
        made = {"name": name, "version_ids": [Command.create(values)]}
        policies |= force.kept(force.env["police.sla.policy"]).create(made)
    policy = force.pick(policies)
    force.kept(category).sla_policy_id = policy.id
    return f"category {category.code} has policy {policy.id}"


def _import(force, kind, lines):
    content = base64.b64encode("\n".join(lines).encode())
    wizard = force.kept(force.env["police.import"])
    wizard = wizard.create({"kind": kind, "file": content, "file_name": "list.csv"})
    wizard.action_check()
    wizard.action_import()
    problems = [(row.row, row.column, row.reason) for row in wizard.problem_ids]
    if problems:
        raise UserError(str(problems))
    return f"{kind} {lines[1:]}: {wizard.new_count} new, {wizard.changed_count} changed"


def units_are_imported(force):
    """New stations, and a known one that the list has in another circle."""
    moving, circle = force.pick(force.units("station")), force.pick(force.units("circle"))
    number = force.next()
    return _import(
        force,
        "units",
        [
            "Code,Kind,Name in English,Code of the unit above",
            f"Y-N{number},station,Navagaon {number},{circle.code}",
            f"{moving.code},station,{moving.name},{circle.code}",
        ],
    )


def unit_is_imported_again(force):
    """With its code as a word processor writes it: it stays the same unit."""
    unit = force.pick(force.units("station"))
    code = force.chance.choice((unit.code.lower(), unit.code.replace("-", "–")))
    heads = "Code,Kind,Name in English,Code of the unit above"
    words = _import(force, "units", [heads, f"{code},station,{unit.name},{unit.parent_id.code}"])
    if "0 new" not in words:
        raise Accepted(f"{words}: a second {unit.code}")
    return words


def staff_is_imported(force):
    """A new officer at a station, and one more who was there before if the list says so."""
    unit = force.pick(force.units("station"))
    number = force.next()
    return _import(
        force,
        "staff",
        [
            "Log-in,Name,Mobile,Rank,Code of the unit,Kind of posting",
            f"year.{number},Naya Sipahi {number},,CONSTABLE,{unit.code},",
        ],
    )


def places_are_imported(force):
    rows = [
        f"Yearpur {force.next()},locality,2{force.chance.randint(10000, 99999)},{unit.code}"
        for unit in force.some(force.units("station"), 4)
    ]
    return _import(force, "places", ["Name in English,Kind,PIN code,Code of the unit", *rows])


def _refused(force, records, does, words):
    """What must be refused is: if it is not, nothing of it stays."""
    if not records:
        raise Nothing
    try:
        does(records)
        force.env.flush_all()
    except (UserError, AccessError) as error:
        raise UserError(f"{words} {records}: {error}") from error
    raise Accepted(f"{words} {records} was done, though it is in use")


def _in_use(force, model, field, **also):
    """A record of a list that open complaints name."""
    named = force.complaints((field, "!=", False), ("is_open", "=", also.get("is_open", True)))[
        field
    ]
    return force.kept(force.pick(named).filtered(lambda one: one._name == model))


def unit_in_use_is_deleted(force):
    unit = _in_use(force, "police.unit", "unit_id")
    _refused(force, unit, type(unit).unlink, "deleting")


def unit_with_open_ones_is_archived(force):
    unit = _in_use(force, "police.unit", "unit_id")
    _refused(force, unit, type(unit).action_archive, "archiving")


def post_in_use_is_deleted(force):
    post = force.kept(force.pick(force.postings().post_id))
    _refused(force, post, type(post).unlink, "deleting")


def post_in_use_is_archived(force):
    post = force.kept(force.pick(force.postings().post_id))
    _refused(force, post, type(post).action_archive, "archiving")


def category_in_use_is_deleted(force):
    category = _in_use(force, "police.category", "category_id")
    _refused(force, category, type(category).unlink, "deleting")


def outcome_in_use_is_deleted(force):
    outcome = _in_use(force, "police.outcome", "outcome_id", is_open=False)
    _refused(force, outcome, type(outcome).unlink, "deleting")


def row_named_by_the_service_is_deleted(force):
    names = ("outcome_not_a_complaint", "pause_reason_verification", "pause_reason_closed")
    row = force.env.ref(f"police_grievance.{force.chance.choice(names)}", raise_if_not_found=False)
    _refused(force, row and force.kept(row), lambda one: one.unlink(), "deleting")


def default_policy_is_archived(force):
    policy = force.kept(force.env["police.sla.policy"].search([("is_default", "=", True)]))
    _refused(force, policy, type(policy).action_archive, "archiving")


def default_policy_is_unticked(force):
    policy = force.kept(force.env["police.sla.policy"].search([("is_default", "=", True)]))
    _refused(force, policy, lambda one: one.write({"is_default": False}), "unticking")


def promised_version_is_deleted(force):
    version = _in_use(force, "police.sla.version", "sla_version_id")
    _refused(force, version, type(version).unlink, "deleting")


def place_is_archived(force):
    """Allowed: complaints keep where they are."""
    place = force.pick(force.env["police.place"].search([("name", "like", "Yearpur")]))
    force.kept(place).action_archive()
    return f"place {place.id}"


ACTIONS = {
    policy_is_changed: 4,
    category_gets_policy: 2,
    units_are_imported: 3,
    unit_is_imported_again: 2,
    staff_is_imported: 2,
    places_are_imported: 3,
    unit_in_use_is_deleted: 1,
    unit_with_open_ones_is_archived: 1,
    post_in_use_is_deleted: 1,
    post_in_use_is_archived: 1,
    category_in_use_is_deleted: 1,
    outcome_in_use_is_deleted: 1,
    row_named_by_the_service_is_deleted: 1,
    default_policy_is_archived: 1,
    default_policy_is_unticked: 1,
    promised_version_is_deleted: 1,
    place_is_archived: 1,
}
