"""Whose tasks there are, asked of the tables alone."""

from .truth import BARRING, IN_FORCE, rows

SERVING = f"""SELECT posting.post_id, posting.id, posting.user_id, posting.kind, posting.stands_in_for_id
    FROM police_posting posting WHERE {IN_FORCE} ORDER BY posting.date_from, posting.id"""
ESCALATION = "Escalation"


class Posts:
    """Who holds which post at this moment."""

    def __init__(self, cr):
        self.of_post = {}
        for post, *posting in rows(cr, SERVING):
            self.of_post.setdefault(post, []).append(posting)
        self.line = {}
        for post, other, level in rows(
            cr,
            """SELECT post.id, higher.id, rank.level - own.level FROM police_post post
               JOIN police_unit unit ON unit.id = post.unit_id
               JOIN police_rank own ON own.id = post.rank_id
               JOIN police_unit above ON unit.parent_path LIKE above.parent_path || '%%'
               JOIN police_post higher ON higher.unit_id = above.id AND higher.active
               JOIN police_rank rank ON rank.id = higher.rank_id AND rank.level >= own.level
               WHERE higher.id != post.id
               ORDER BY post.id, length(above.parent_path) DESC, rank.level, higher.id""",
        ):
            self.line.setdefault(post, []).append(other)
            assert level >= 0

    def holders(self, post):
        """Who has what belongs to a post: all who hold it, of those on leave the substitutes."""
        found = self.of_post.get(post, ())
        away = {stood_for for *_posting, stood_for in found if stood_for}
        return {user for posting, user, _kind, _stood_for in found if posting not in away}

    def answering(self, post, barred):
        """Who may have what belongs to a post: its holder, or the next one up who may know."""
        for one in (post, *self.line.get(post, ())):
            # Somebody else acts in a post whose holder the complaint is about: either is right.
            known = self.holders(one) - barred
            if known:
                return known
        return set()

    def without_holder(self):
        """Substitutes who stand in for nobody any more: (post, user)."""
        for post, found in self.of_post.items():
            lasting = {
                posting for posting, _user, kind, _stood_for in found if kind != "substitute"
            }
            for _posting, user, kind, stood_for in found:
                if kind == "substitute" and (stood_for not in lasting if stood_for else lasting):
                    yield post, user


def wrong_holder(posts, sight, barred, task):
    """What is wrong with who has a task; empty if nothing is.

    :param tuple task: (id, kind, complaint id, its stage, user id, whether active, post id)
    """
    _task, kind, complaint, stage, user, active, post = task
    if stage == "closed":
        return "is open, the complaint is closed" if kind == ESCALATION else ""
    answering = posts.answering(post, barred) if post else {user}
    if not user:
        return f"is with nobody; {answering} could have it" if answering - {None} else ""
    if not active:
        return f"is with user {user}, who has left"
    if complaint not in sight.responsible(user):
        return f"is with user {user}, who is not responsible for it"
    return "" if user in answering else f"is with user {user}, not with {answering}"


def living_holders(cr, sight):
    """Each open task is with an active person who may know of it, in its post or the next one up.

    :param sight: `truth.Sight` of the open complaints
    """
    posts, hidden = Posts(cr), {}
    for user, complaint, certain in rows(cr, f"{BARRING} SELECT * FROM barred"):
        if certain:
            hidden.setdefault(complaint, set()).add(user)
    words = [
        f"user {user} stands in at post {post} for somebody whose posting has ended"
        for post, user in posts.without_holder()
    ]
    for task in rows(
        cr,
        """SELECT task.id, kind.name->>'en_US', complaint.id, complaint.stage_code, person.id,
                  person.active, task.police_post_id
           FROM mail_activity task JOIN police_complaint complaint ON complaint.id = task.res_id
           JOIN mail_activity_type kind ON kind.id = task.activity_type_id
           LEFT JOIN res_users person ON person.id = task.user_id
           WHERE task.res_model = 'police.complaint' AND task.active ORDER BY task.id""",
    ):
        problem = wrong_holder(posts, sight, hidden.get(task[2], set()), task)
        if problem:
            words.append(
                f"task {task[0]} ({task[1]}) of post {task[6]} on complaint {task[2]} {problem}"
            )
    return words
