"""What is counted, asked of what happened."""

from .truth import rows

HOURS = "EXTRACT(EPOCH FROM {})::float / 3600"
# The last closing that stands is when it ended. Nothing set aside has hours, nor what is open again.
ENDED = f"""SELECT complaint.id, complaint.district_id,
        {HOURS.format("closing.closed_at - complaint.received_at")} AS gross,
        {HOURS.format("closing.closed_at - complaint.received_at - paused.lost")} AS net
    FROM police_complaint complaint
    JOIN LATERAL (SELECT MAX(closed_at) AS closed_at FROM police_closing one
                  WHERE one.complaint_id = complaint.id AND one.state != 'taken_back') closing ON TRUE
    JOIN LATERAL (
        SELECT COALESCE(SUM(UPPER(part) - LOWER(part)), INTERVAL '0') AS lost FROM UNNEST((
            SELECT RANGE_AGG(TSRANGE(pause.start, COALESCE(pause.end, pause.latest_end))
                             * TSRANGE(complaint.received_at, closing.closed_at))
            FROM police_pause pause WHERE pause.complaint_id = complaint.id)) part) paused ON TRUE
    WHERE complaint.stage_code = 'closed' AND complaint.set_aside IS NULL"""


def counted(cr):
    """{stage: (complaints, average gross hours, average net hours)}; no hours where none ended."""
    return {
        stage: (count, gross, net)
        for stage, count, gross, net in rows(
            cr,
            f"""SELECT complaint.stage_code, count(*), AVG(ended.gross), AVG(ended.net)
                FROM police_complaint complaint LEFT JOIN ({ENDED}) ended ON ended.id = complaint.id
                GROUP BY 1""",
        )
    }


def settled(cr):
    """(closed with an outcome, of these within 24 hours)"""
    [found] = rows(cr, f"SELECT count(*), count(*) FILTER (WHERE gross <= 24) FROM ({ENDED}) ended")
    return found


def shown(env):
    """What the report of complaints says: {stage: (complaints, average gross, average net)}"""
    figures = ["__count", "gross_hours:avg", "net_hours:avg"]
    groups = env["police.complaint"].formatted_read_group([], ["stage_code"], figures)
    return {
        group["stage_code"]: (group["__count"], *(group[name] or None for name in figures[1:]))
        for group in groups
    }


def listed(env):
    """What lists of the closed ones hold: (with an outcome, of these within 24 hours)"""
    ended = [("is_open", "=", False), ("set_aside", "=", False)]
    complaints = env["police.complaint"]
    in_time = [*ended, ("gross_hours", "<=", 24)]
    return complaints.search_count(ended), complaints.search_count(in_time)


def morning(cr, env, sight):
    """What a supervisor is told in the morning: {code: (told, counted)}

    :param sight: `truth.Sight` of the open complaints
    """
    told = {
        tile["code"]: tile["count"]
        for tile in env["police.supervisor.overview"].get_morning()["tiles"]
    }
    [(late,)] = rows(
        cr,
        """SELECT count(*) FROM police_complaint WHERE id = ANY(%(ids)s)
           AND deadline < timezone('UTC', clock_timestamp())""",
        ids=list(sight.must(env.uid)),
    )
    return {"late": (told["late"], min(late, 1000))}


def wrong(cr, env, supervisor, sight):
    """:param env: of somebody who sees all of them; `supervisor` of one who sees a part"""
    words = []
    counts, report = counted(cr), shown(env)
    for stage in counts.keys() | report.keys():
        for name, true, said in zip(
            ("complaints", "average gross hours", "average net hours"),
            counts.get(stage, (0, None, None)),
            report.get(stage, (0, None, None)),
            strict=True,
        ):
            if (true is None) != (said is None) or abs((true or 0) - (said or 0)) > 1e-6:
                words.append(f"{name} in stage {stage}: {said} instead of {true}")
    if settled(cr) != listed(env):
        words.append(f"closed, and within 24 hours: {listed(env)} instead of {settled(cr)}")
    for code, (told, true) in morning(cr, supervisor, sight).items():
        if told != true:
            words.append(
                f"{code} in the morning of user {supervisor.uid}: {told} instead of {true}"
            )
    return words
