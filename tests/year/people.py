"""Officers come, are moved, go on leave and leave; tasks are given by hand."""

from datetime import timedelta

from odoo import fields


def _give(force, user, post, kind="regular"):
    dialog = force.kept(force.env["police.posting.transfer.wizard"])
    dialog.create({"user_id": user.id, "post_id": post.id, "kind": kind}).action_transfer()
    return f"user {user.id} gets post {post.id} ({post.display_name}), {kind}"


def officer_is_transferred(force):
    posting = force.pick(force.postings(("kind", "=", "regular")))
    same = [("rank_id", "=", posting.post_id.rank_id.id), ("unit_id.code", "like", "Y-")]
    posts = force.env["police.post"].search([*same, ("id", "!=", posting.post_id.id)])
    return _give(force, posting.user_id, force.pick(posts.filtered("unit_id.active")))


def vacancy_is_filled(force):
    post = force.pick(force.head_posts().filtered("is_vacant"))
    role = {"circle": "supervisor", "district": "supervisor", "station": "station_head"}
    users = force.holding(role.get(post.unit_id.kind, "station_staff"))
    free = users - force.postings().user_id
    user = (
        force.pick(free) if free else force.make_user(role.get(post.unit_id.kind, "station_staff"))
    )
    return _give(force, user, post)


def additional_charge(force):
    user = force.pick(force.postings(("kind", "=", "regular")).user_id)
    posts = force.head_posts().filtered(lambda post: user not in post.holder_ids)
    return _give(force, user, force.pick(posts), "additional")


def leave_with_substitute(force, begins=None):
    """It was ordered an hour ago, or is to begin tomorrow."""
    heads = force.postings(("kind", "=", "regular"), ("post_id.heads_unit", "=", True))
    posting = force.pick(heads)
    substitute = force.pick(force.of_role(posting.user_id))
    since = fields.Datetime.now() + timedelta(hours=begins or force.chance.choice((-1, -1, 30)))
    values = {
        "user_id": posting.user_id.id,
        "substitute_id": substitute.id,
        "date_from": since,
        "date_to": since + timedelta(days=force.chance.randint(1, 30)),
    }
    force.kept(force.env["police.posting.leave.wizard"]).create(values).action_leave()
    return f"user {posting.user_id.id} is on leave from {since}, user {substitute.id} acts"


def head_goes_while_substitute_acts(force):
    acting = force.postings(("kind", "=", "substitute"))
    leave = "" if acting else leave_with_substitute(force, begins=-1)
    acting = acting or force.postings(("kind", "=", "substitute"))
    post = force.pick(acting.post_id)
    heads = force.postings(("post_id", "=", post.id), ("kind", "=", "regular")).user_id
    users = force.of_role(force.pick(heads)) - acting.user_id
    return f"{leave} (on leave: {heads.ids}) {_give(force, force.pick(users), post)}"


def officer_leaves(force):
    user = force.pick(force.postings().user_id)
    force.kept(force.env["police.officer"]).browse(user.id).action_leave()
    return f"user {user.id} leaves"


def officer_is_archived(force):
    user = force.pick(force.postings().user_id)
    user.action_archive()
    return f"user {user.id} is archived"


def officer_returns(force):
    left = force.env["res.users"].with_context(active_test=False)
    left = left.search([("login", "like", "year"), ("active", "=", False)])
    user = force.pick(left)
    force.kept(force.env["police.officer"]).with_context(active_test=False).browse(
        user.id
    ).action_return()
    return f"user {user.id} is back"


def posting_is_ended(force):
    posting = force.pick(force.postings())
    until = fields.Datetime.now() + timedelta(hours=force.chance.choice((0, 0, 30)), seconds=1)
    force.kept(posting).date_to = until
    return f"posting {posting.id} of user {posting.user_id.id} ends at {until}"


def task_by_hand(force):
    """A supervisor or head asks somebody below to do something about a complaint."""
    giver = force.pick(force.postings(("user_id", "in", force.holding("supervisor").ids)).user_id)
    seen = force.by(giver, force.env["police.complaint"]).search(
        [("is_open", "=", True)], limit=200
    )
    complaint = force.pick(seen)
    line = [("unit_id", "parent_of", complaint.sudo().unit_id.id)]
    user = force.pick(force.postings(*line).user_id)
    force.by(giver, force.env["mail.activity"]).create(
        {
            "res_model_id": force.env["ir.model"]._get_id("police.complaint"),
            "res_id": complaint.id,
            "activity_type_id": force.env.ref("mail.mail_activity_data_todo").id,
            "summary": "Look into it",
            "user_id": user.id,
        }
    )
    return f"user {giver.id} gives user {user.id} a task on complaint {complaint.id}"


ACTIONS = {
    officer_is_transferred: 5,
    vacancy_is_filled: 5,
    additional_charge: 3,
    leave_with_substitute: 5,
    head_goes_while_substitute_acts: 3,
    officer_leaves: 3,
    officer_is_archived: 2,
    officer_returns: 2,
    posting_is_ended: 3,
    task_by_hand: 4,
}
