from datetime import UTC, timedelta

from odoo import fields, models

from ...tools.number import format_number
from ...tools.quoted import own_words, pieces_of
from .police_complaint_const import ASKED_STAGES, FEEDBACK_STAGES
from .police_complaint_protection import LEVELS
from .police_complaint_stage import REOPEN_HOURS

WAITING_FOR_CITIZEN = ("verification", "citizen")


class PoliceComplaintCitizenMixin(models.AbstractModel):
    """What a citizen sees of a complaint: plain values, in plain words, nothing else.

    Pages are filled from these dictionaries alone, so that no template can reach a
    record. No name of another person, no officer and no note of the office is in them.
    """

    _name = "police.complaint.citizen.mixin"
    _description = "What the Citizen Sees of a Complaint"
    _inherit = [
        "police.complaint.contact.mixin",
        "police.complaint.clock.mixin",
        "police.complaint.closing.mixin",
    ]

    def _follow_url(self, party):
        """An absolute address that opens this complaint for a party; empty as long as there are no pages.

        Each call makes a new secret.
        """
        return ""

    def _how_to_follow_url(self):
        """An absolute address that tells how to follow a complaint; empty as long as there are no pages."""
        return ""

    def _citizen_view(self, party, lang):
        """All that the page of one complaint shows.

        :param party: `police.party` who looks; only the complainant sees what was written
        :param str lang: code of the language of the words
        :rtype: dict of text, numbers, booleans and the like in lists and dicts
        """
        complaint = self._for_citizen(lang)
        view = complaint._citizen_summary() | {
            "office": complaint._citizen_office(),
            "clock": complaint._citizen_clock(),
            "next": complaint._citizen_next(),
            "steps": complaint._citizen_steps(),
            "may": complaint._citizen_actions(),
            "confidentiality": complaint.confidentiality,
            "protections": complaint._citizen_protections(party),
            "contact": complaint._citizen_contact(party),
            "kept": bool(party.sudo()._account()),
            "removable": party.role == "complainant" and bool(party.sudo().partner_id),
            "links": party.role == "complainant",
            "subject": "",
            "words": "",
            "as_arrived": "",
            "conversation": [],
            "files": [],
            "office_files": [],
        }
        if party.role == "complainant":
            files = complaint._citizen_files()
            said = files.filtered(lambda row: row.message_id._is_with_citizen())
            rest = files - said
            given = rest.filtered("by_office")
            view |= {
                "subject": complaint._as_written("subject"),
                "words": complaint._as_written("description"),
                "as_arrived": complaint.as_arrived,
                "conversation": complaint._citizen_conversation(said),
                "files": (rest - given)._citizen_rows(),
                "office_files": given._citizen_rows(),
            }
        return view

    def _citizen_files(self):
        """The files that the complainant sent, or got from us."""
        return self.evidence_ids.filtered(lambda row: not (row.is_of_stranger or row.is_typed))

    def _citizen_summary(self):
        """What a list shows of one complaint."""
        self.ensure_one()
        return {
            "number": self.number,
            "number_words": format_number(self.number),
            "subject": self._as_written("subject"),
            "received": self._citizen_moment(self.received_at),
            "state": self._citizen_state(),
            "is_open": self._is_open_to_citizen(),
            "is_late": self._is_late(),
            "deadline": self._citizen_moment(self.deadline),
            "with": self.unit_id.name or "",
        }

    def _citizen_state(self):
        """How it stands, in one sentence; who has answered is not told again that they are asked."""
        if self._waits_for_closing():
            return self.env._("We have your answer.")
        return self.citizen_stage_id.citizen_name

    def _for_citizen(self, lang):
        """The same complaints, read on behalf of a citizen, in a language."""
        return self.sudo().with_context(lang=lang)

    def _citizen_moment(self, moment):
        """A moment in the unit's time zone, for people and for machines.

        :param datetime moment: naive UTC
        :rtype: dict with text and iso, or None
        """
        if not moment:
            return None
        unit, pattern = self.unit_id, self.env._("EEEE d MMMM y, h:mm a")
        return {
            "text": unit._local_words(moment, pattern),
            "iso": unit._local(moment).isoformat(timespec="minutes"),
        }

    def _citizen_office(self):
        """Who has the complaint: unit and post, never a person."""
        kinds = dict(self.unit_id._fields["kind"]._description_selection(self.env))
        district = (
            self.district_id if self.district_id != self.unit_id else self.district_id.browse()
        )
        return {
            "kind": kinds.get(self.unit_id.kind, ""),
            "name": self.unit_id.name or "",
            "district": district.name or "",
            "post": self.post_id.display_name or "",
            "escalated_to": self.escalation_rank_id.name or "",
        }

    def _is_late(self):
        late = self.deadline <= fields.Datetime.now()
        return late and self._is_open_to_citizen() and not self.paused_since

    def _citizen_clock(self):
        """Time left until the deadline, by the server's clock; None once closed.

        `left` and `late` are the sentences with {hours} and {minutes} for the page to
        fill in again as time passes; `deadline` and `now` are seconds since 1970.
        """
        if not self._is_open_to_citizen():
            return None
        seconds = int((self.deadline - fields.Datetime.now()).total_seconds())
        hours, minutes = divmod(abs(seconds) // 60, 60)
        left = self.env._("%(hours)s h %(minutes)s min left", hours="{hours}", minutes="{minutes}")
        late = self.env._("%(hours)s h %(minutes)s min late", hours="{hours}", minutes="{minutes}")
        return {
            "left": left,
            "late": late,
            "text": (left if seconds > 0 else late).format(hours=hours, minutes=minutes),
            "is_late": seconds <= 0,
            "is_paused": bool(self.paused_since),
            "deadline": int(self.deadline.replace(tzinfo=UTC).timestamp()),
            "now": int(fields.Datetime.now().replace(tzinfo=UTC).timestamp()),
            "moment": self._citizen_moment(self.deadline),
        }

    def _citizen_next(self):
        """One sentence: what happens next."""
        if self._reopen_until():
            return self.env._(
                "If it is not settled after all, you can reopen it until %(moment)s.",
                moment=self._citizen_moment(self._reopen_until())["text"],
            )
        if not self._is_open_to_citizen():
            return self.env._("Nothing more happens by itself. You can still write to us.")
        return self._citizen_next_while_open()

    def _citizen_next_while_open(self):
        feedback = self._feedback_of_cycle()[-1:]
        if feedback.answer == "not_resolved" and self.citizen_stage_id.code == "with_station":
            levels = self._levels_left()
            back = self.env._("You said that it is not settled: the station works on it again.")
            return " ".join((back, self._citizen_next_rank(levels[0]))) if levels else back
        if feedback.answer == "resolved" and self._waits_for_closing():
            return self.env._(
                "You said that it is settled. The office closes it now, and you hear of that."
            )
        return self._citizen_next_unanswered()

    def _waits_for_closing(self):
        """Whether the citizen was asked, and has said how it went."""
        return self.citizen_stage_id.code in ASKED_STAGES and not self._may_give_feedback()

    def _citizen_next_unanswered(self):
        pause = self.pause_ids.filtered(lambda pause: not pause.end)[:1]
        is_asked = self._may_give_feedback() and self.citizen_stage_id.code == "verification"
        if pause.reason_id.code in WAITING_FOR_CITIZEN or is_asked:
            return self.env._("We are waiting for your answer. You can give it on this page.")
        if pause:
            return self.env._("The clock stands still: %(reason)s.", reason=pause.reason_id.name)
        levels = self._levels_left()
        if levels:
            return self._citizen_next_rank(levels[0])
        return self.env._("We tell you as soon as something happens.")

    def _citizen_next_rank(self, level):
        rank = self.env["police.rank"].browse(level.rank_id).name
        if level.due_at <= fields.Datetime.now():
            return self.env._("It is not settled in time: it now goes up to: %(rank)s.", rank=rank)
        return self.env._(
            "If it is not settled by %(moment)s, it goes up by itself to: %(rank)s.",
            moment=self._citizen_moment(level.due_at)["text"],
            rank=rank,
        )

    def _reopen_until(self):
        """Until when the citizen may reopen (naive UTC); None if not, or not any more."""
        if self._is_open_to_citizen() or not self.closed_at:
            return None
        until = self.closed_at + timedelta(hours=REOPEN_HOURS)
        return until if until > fields.Datetime.now() else None

    def _citizen_actions(self):
        """What the citizen can do now."""
        return {
            "feedback": self._may_give_feedback(),
            "reopen": bool(self._reopen_until()),
        }

    def _may_give_feedback(self):
        """Once in each cycle, and again when they are asked again."""
        if self.citizen_stage_id.code not in FEEDBACK_STAGES:
            return False
        given = self._feedback_of_cycle()
        asked = self.milestone_ids.filtered(lambda step: step.code == "asked")[-1:]
        return not given or bool(asked and asked.happened_at > given.given_at)

    def _citizen_protections(self, party):
        """How fewer people could know who complained: the person themselves can ask for it.

        :return: codes of `confidentiality`, from the next one on
        """
        if party.role != "complainant":
            return []
        return LEVELS[LEVELS.index(self.confidentiality) + 1 :]

    def _feedback_of_cycle(self):
        return self.feedback_ids.filtered(lambda feedback: feedback.cycle == self.cycle)

    def _citizen_steps(self):
        """The timeline, oldest first: milestones, and what the citizen said of the result."""
        steps = [
            (row.happened_at, *row._citizen_words())
            for row in self.milestone_ids.sorted(lambda row: (row.happened_at, row.id))
        ]
        steps += [(row.given_at, *row._citizen_words()) for row in self.feedback_ids]
        return [
            {"moment": self._citizen_moment(moment), "title": title, "text": text}
            for moment, title, text in sorted(steps, key=lambda step: step[0])
        ]

    def _citizen_conversation(self, files):
        """What was written to and by the citizen, oldest first; no other message.

        :param files: `police.evidence` that came with messages
        `pieces` hold what `text` does, and between it what it repeats of ours.
        """
        to_citizen = self.env.ref("police_grievance.mt_to_citizen")
        from_citizen = self.env.ref("police_grievance.mt_from_citizen")
        messages = self.env["mail.message"].search(
            [
                ("model", "=", self._name),
                ("res_id", "=", self.id),
                ("subtype_id", "in", (to_citizen | from_citizen).ids),
            ],
            order="id",
        )
        written = self.env["police.protected.text"]._texts_of(messages)
        with_files = files.grouped("message_id")
        bodies = {row: written.get((row.id, "body"), row.body) for row in messages}
        return [
            {
                "by_office": message.subtype_id == to_citizen,
                "moment": self._citizen_moment(message.date),
                "text": own_words(body),
                "files": with_files.get(message, files.browse())._citizen_rows(),
                "pieces": [
                    {"text": text, "is_quoted": is_quoted} for text, is_quoted in pieces_of(body)
                ],
            }
            for message, body in bodies.items()
        ]

    def _as_written(self, name):
        """The citizen's own words, also where the station does not read all of them.

        :param str name: subject or description
        """
        return self[f"original_{name}"] or self[name] or ""
