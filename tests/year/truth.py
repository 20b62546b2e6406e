"""What must be true, asked of the tables alone: nothing here calls the product.

Each function takes a cursor and returns sentences, one for each thing that is wrong.
"""

LINE = "unit.parent_path LIKE held.parent_path || '%%'"
# A unit and whoever took over from it, one after the other; `at` of the last one is alive.
HEIR = """heir(id, at) AS (
    SELECT id, id FROM police_unit
    UNION
    SELECT heir.id, unit.successor_id FROM heir JOIN police_unit unit ON unit.id = heir.at
    WHERE unit.successor_id IS NOT NULL)"""
NOW = "timezone('UTC', clock_timestamp())"
IN_FORCE = f"posting.date_from <= {NOW} AND (posting.date_to IS NULL OR posting.date_to > {NOW})"
HELD = f"""held AS (
    SELECT DISTINCT posting.user_id, unit.id, unit.kind, unit.parent_id, unit.parent_path
    FROM police_posting posting JOIN police_post post ON post.id = posting.post_id
    JOIN police_unit unit ON unit.id = post.unit_id
    JOIN res_users person ON person.id = posting.user_id AND person.active
    WHERE {IN_FORCE})"""
# Stations answer for their outposts; of what is above them only the office is their own.
SERVED = f"""served AS (
    SELECT held.user_id, unit.id FROM held JOIN police_unit unit
    ON unit.id = held.id OR (held.kind IN ('station', 'outpost') AND {LINE})
    WHERE held.parent_id IS NOT NULL)"""
# Who may not hear of a complaint. What is about a unit that has ended is about its heir: that is
# certain, while for whoever still serves where it was, either is right.
BARRED = """barred(user_id, complaint_id, is_certain) AS (
    SELECT served.user_id, complaint.id, unit.active
    FROM police_complaint complaint JOIN heir ON heir.id = complaint.complained_unit_id
    JOIN police_unit unit ON unit.id = heir.at JOIN served ON served.id = heir.at
    UNION SELECT complained_user_id, id, TRUE FROM police_complaint
    WHERE complained_user_id IS NOT NULL)"""
BARRING = f"WITH RECURSIVE {HEIR}, {HELD}, {SERVED}, {BARRED}"
# Roles by which complaints are read everywhere, and where somebody is posted; a posting alone shows none.
ALL_OVER = ("group_control_room", "group_auditor", "group_administrator")
READING = (*ALL_OVER, "group_supervisor", "group_station_head", "group_station_staff")


def rows(cr, statement, **values):
    cr.execute(statement, values or None)
    return cr.fetchall()


def having(cr, groups):
    """The ids of the users who were given one of some groups."""
    found = rows(
        cr,
        """SELECT uid FROM res_groups_users_rel JOIN ir_model_data name
           ON name.model = 'res.groups' AND name.module = 'police_force' AND name.res_id = gid
           WHERE name.name = ANY(%(groups)s)""",
        groups=list(groups),
    )
    return {user_id for (user_id,) in found}


def by_user(pairs):
    found = {}
    for user_id, complaint_id in pairs:
        found.setdefault(user_id, set()).add(complaint_id)
    return found


class Sight:
    """Which complaints each user has to see, and which either way is right.

    :param bool is_open: those that are open, or the closed ones, which the heir of a unit reads
    """

    def __init__(self, cr, is_open=True):
        self._barred = {True: {}, False: {}}
        for user_id, complaint_id, certain in rows(cr, f"{BARRING} SELECT * FROM barred"):
            self._barred[certain].setdefault(user_id, set()).add(complaint_id)
        place = "complaint.unit_id" if is_open else "COALESCE(living.at, complaint.unit_id)"
        self._responsible = by_user(
            rows(
                cr,
                f"""WITH RECURSIVE {HEIR}, {HELD}, living AS (
                        SELECT heir.* FROM heir JOIN police_unit unit ON unit.id = heir.at
                        WHERE unit.active)
                    SELECT DISTINCT held.user_id, complaint.id FROM police_complaint complaint
                    LEFT JOIN living ON living.id = complaint.unit_id
                    JOIN police_unit unit ON unit.id = {place}
                    JOIN held ON held.parent_id IS NULL OR {LINE}
                    WHERE (complaint.stage_code != 'closed') = %(open)s""",
                open=is_open,
            )
        )
        self.all = {
            row_id
            for (row_id,) in rows(
                cr,
                "SELECT id FROM police_complaint WHERE (stage_code != 'closed') = %(open)s",
                open=is_open,
            )
        }
        self._everywhere, self._reading = having(cr, ALL_OVER), having(cr, READING)

    def users(self):
        return self._everywhere | self._responsible.keys()

    def responsible(self, user_id):
        return self.all if user_id in self._everywhere else self._responsible.get(user_id, set())

    def must(self, user_id):
        barred = (self._barred[certain].get(user_id, set()) for certain in (True, False))
        reading = self.responsible(user_id) if user_id in self._reading else set()
        return reading.difference(*barred)

    def either(self, user_id):
        may = self.responsible(user_id) & self._barred[False].get(user_id, set())
        return may - self._barred[True].get(user_id, set())


def living_units(cr):
    """Every open complaint is with a unit that is there, stamped with what is above it now."""
    words = [
        f"open complaint {one} is with unit {unit} ({code}), which has ended"
        for one, unit, code in rows(
            cr,
            """WITH ended AS MATERIALIZED (
                   SELECT unit.id FROM police_unit unit JOIN police_unit above
                   ON unit.parent_path LIKE above.parent_path || '%%'
                   WHERE NOT above.active OR above.date_to < CURRENT_DATE)
               SELECT complaint.id, unit.id, unit.code FROM police_complaint complaint
               LEFT JOIN police_unit unit ON unit.id = complaint.unit_id
               WHERE complaint.stage_code != 'closed'
               AND (unit.id IS NULL OR unit.id IN (SELECT id FROM ended))""",
        )
    ]
    words += [
        f"open complaint {one} is stamped {kind} {stamp}, its unit {unit} is below {above}"
        for one, unit, kind, stamp, above in rows(
            cr,
            """WITH place AS MATERIALIZED (
                   SELECT unit.id, unit.code, district.id AS district_id, circle.id AS circle_id
                   FROM police_unit unit LEFT JOIN police_unit district ON district.kind = 'district'
                        AND unit.parent_path LIKE district.parent_path || '%%'
                   LEFT JOIN police_unit circle ON circle.kind = 'circle'
                        AND unit.parent_path LIKE circle.parent_path || '%%')
               SELECT complaint.id, place.code, kind.name, kind.stamp, kind.above
               FROM police_complaint complaint JOIN place ON place.id = complaint.unit_id
               CROSS JOIN LATERAL (
                   VALUES ('district', complaint.district_id, place.district_id),
                          ('circle', complaint.circle_id, place.circle_id)) kind(name, stamp, above)
               WHERE complaint.stage_code != 'closed' AND kind.stamp IS DISTINCT FROM kind.above""",
        )
    ]
    return words + [
        f"open complaint {one} at unit {unit} is given to post {post}, which is ended or elsewhere"
        for one, unit, post in rows(
            cr,
            """SELECT complaint.id, complaint.unit_id, post.id
               FROM police_complaint complaint JOIN police_post post ON post.id = complaint.post_id
               JOIN police_unit unit ON unit.id = post.unit_id
               WHERE complaint.stage_code != 'closed' AND NOT (post.active AND (
                   post.unit_id = complaint.unit_id
                   OR (unit.kind = 'outpost' AND unit.parent_id = complaint.unit_id)))""",
        )
    ]


def levels(cr):
    """Each level fired once a cycle: none twice or early, and none is missing that was due."""
    words = [
        f"level {level} fired {count} times for complaint {one} in cycle {cycle}"
        for one, cycle, level, count in rows(
            cr,
            """SELECT complaint_id, cycle, level_id, count(*) FROM police_escalation
               GROUP BY 1, 2, 3 HAVING count(*) > 1""",
        )
    ]
    words += [
        f"level {level} of complaint {one} fired at {fired}, before it was due at {due}"
        for one, level, fired, due in rows(
            cr,
            "SELECT complaint_id, level_id, fired_at, due_at FROM police_escalation WHERE fired_at < due_at",
        )
    ]
    # Pauses of the cycle shift what is due; those that began later than that do not. Who was told by a
    # promise that a stricter one has replaced is not told again.
    return words + [
        f"level {level} of open complaint {one} (cycle {cycle}) was due at {due} and has not fired"
        for one, cycle, level, due in rows(
            cr,
            f"""SELECT complaint.id, complaint.cycle, level.id, due.at
                FROM police_complaint complaint
                JOIN police_sla_version version ON version.id = complaint.sla_version_id
                    AND version.resource_calendar_id IS NULL
                JOIN police_escalation_level level ON level.version_id = version.id
                CROSS JOIN LATERAL (
                    SELECT COALESCE(SUM(LEAST(COALESCE(pause.end, pause.latest_end), {NOW}) - pause.start),
                                    INTERVAL '0') AS lost
                    FROM police_pause pause
                    WHERE pause.complaint_id = complaint.id AND pause.cycle = complaint.cycle) paused
                CROSS JOIN LATERAL (
                    SELECT complaint.cycle_start + paused.lost + INTERVAL '1 hour' * CASE level.basis
                        WHEN 'hours' THEN level.hours ELSE level.share * version.hours END AS at) due
                WHERE complaint.stage_code != 'closed' AND due.at < {NOW} - INTERVAL '1 minute'
                  AND NOT EXISTS (
                    SELECT 1 FROM police_escalation fired WHERE fired.complaint_id = complaint.id
                    AND fired.cycle = complaint.cycle
                    AND (fired.level_id = level.id
                         OR fired.rank_id = level.rank_id AND fired.level_id NOT IN (
                             SELECT id FROM police_escalation_level
                             WHERE version_id = version.id)))""",
        )
    ]


def barred(cr):
    """Nobody has anything of a complaint about them: not the unit, no task, no word of it."""
    words = [
        f"open complaint {one} is with unit {unit}, which it is about"
        for one, unit in rows(
            cr,
            f"""WITH RECURSIVE {HEIR}
                SELECT DISTINCT complaint.id, unit.code FROM police_complaint complaint
                JOIN heir ON heir.id = complaint.complained_unit_id
                JOIN police_unit held ON held.id = heir.at AND held.parent_id IS NOT NULL
                JOIN police_unit unit ON unit.id = complaint.unit_id AND {LINE}
                WHERE complaint.stage_code != 'closed'""",
        )
    ]
    words += [
        f"user {user} has task {task} on complaint {one}, which is about them"
        for user, task, one in rows(
            cr,
            f"""{BARRING} SELECT task.user_id, task.id, task.res_id FROM mail_activity task
                JOIN barred ON barred.complaint_id = task.res_id AND barred.user_id = task.user_id
                WHERE task.res_model = 'police.complaint' AND task.active AND barred.is_certain""",
        )
    ]
    return words + [
        f"user {user} follows complaint {one}, which is about them"
        for user, one in rows(
            cr,
            f"""{BARRING} SELECT person.id, follower.res_id FROM mail_followers follower
                JOIN res_users person ON person.partner_id = follower.partner_id
                JOIN barred ON barred.complaint_id = follower.res_id AND barred.user_id = person.id
                WHERE follower.res_model = 'police.complaint' AND barred.is_certain""",
        )
    ]
