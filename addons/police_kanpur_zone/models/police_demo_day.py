import csv
from datetime import timedelta
from unittest.mock import patch

from odoo import api, fields, models
from odoo.tools import file_open

from odoo.addons.police_grievance.tools.envelope import Envelope
from odoo.addons.police_grievance.tools.shown import as_pin

ADDON = "police_kanpur_zone"
# Steps of a citizen that only a conversation has.
CHATS = {"say", "pin", "press"}


class PoliceDemoDay(models.AbstractModel):
    """A believable day of complaints, played through the service's own methods.

    Each step is taken by the user who would take it, at the moment it would be taken, so that
    deadlines, escalations and timelines come out as they would in service.
    """

    _name = "police.demo.day"
    _description = "Demo Day"

    @api.model
    def _play(self, path):
        """Play a file of complaints that ends now.

        :param str path: CSV file in this addon; `hours_ago` is when the citizen turned to us, each
            line of `steps` reads: hours after that, log-in, verb, rest (see the `_step_` methods)
        """
        end = fields.Datetime.now()
        with file_open(f"{ADDON}/{path}") as table:
            rows = list(csv.DictReader(table))
        complaints = {}
        for moment, number, step in sorted(self._timetable(rows, end)):
            self._wait_until(moment)
            with self._clock_at(moment):
                if step and step.split()[1] in CHATS:
                    self._chat(rows[number], step)
                elif step:
                    self._take(complaints[number], step)
                else:
                    complaints[number] = self._open(rows[number], moment)
        self._wait_until(end)

    def _timetable(self, rows, end):
        """What happens when: (moment, index of the row, step), the step empty for the opening."""
        for number, row in enumerate(rows):
            opened = end - timedelta(hours=float(row["hours_ago"]))
            yield opened, number, ""
            for step in row["steps"].splitlines():
                after, step = step.split(" ", 1)
                yield opened + timedelta(hours=float(after)), number, step

    @staticmethod
    def _clock_at(moment):
        return patch.object(fields.Datetime, "now", lambda *_args: moment)

    def _open(self, row, moment):
        kind, address = self._sender(row)
        if self._is_chat(row):
            chats = self.env["police.demo.chat"]
            return chats._say(row["channel"], address, row["name"], text=row["text"])
        envelope = Envelope(
            channel=row["channel"],
            received_at=moment,
            sender_kind=kind,
            sender_value=address,
            sender_name=row["name"],
            subject=row["subject"],
            text=row["text"],
            place_text=row["place"],
            pin_code=row["pin_code"],
            confidentiality=row["confidentiality"],
            category_code=row["category"],
            vulnerability_codes=row["vulnerable"].split(),
        )
        return self.env["police.complaint"]._intake(envelope).complaint

    def _is_chat(self, row):
        """Whether it goes to and fro: the steps of its citizen say so."""
        return any(step.split(" ")[2] in CHATS for step in row["steps"].splitlines())

    def _chat(self, row, step):
        """A citizen goes on: `say` words, `pin` degrees, or `press` a button by its place."""
        chats, (verb, _blank, rest) = self.env["police.demo.chat"], step[2:].partition(" ")
        who = (row["channel"], row["sender"], row["name"])
        if verb == "press":
            chats._press(*who, int(rest))
        elif verb == "pin":
            latitude, longitude = map(float, rest.split(","))
            words = as_pin(latitude, longitude)
            chats._say(*who, text=words, latitude=latitude, longitude=longitude)
        else:
            chats._say(*who, text=rest)

    def _sender(self, row):
        """Kind and value of the address from which a row came; a portal account is a log-in."""
        address = row["sender"]
        if row["channel"] != "portal":
            kind = "whatsapp" if row["channel"] == "whatsapp" else "phone"
            kind = "email" if "@" in address else kind
            return (kind, address) if address else ("other", "")
        citizen = self._user(address)
        self.env["police.complainant"]._of_account(citizen.partner_id, citizen.lang)
        return "portal", str(citizen.partner_id.id)

    def _user(self, login):
        return self.env["res.users"].search([("login", "=", login)])

    def _take(self, complaint, step):
        """Let somebody take a step; the citizen is written as a dash."""
        login, verb, *rest = step.split(" ", 2)
        actor = complaint if login == "-" else complaint.with_user(self._user(login))
        getattr(self, f"_step_{verb}")(actor, *rest)

    def _step_confirm(self, complaint):
        """The desk agrees with the station proposed."""
        complaint.action_confirm_routing()

    def _step_send(self, complaint, name):
        """The desk knows better: the external id of a unit."""
        complaint._send_to_unit(self.env.ref(f"{ADDON}.{name}"))

    def _step_about(self, complaint, name):
        """It is about this unit, so the one above gets it."""
        unit = self.env.ref(f"{ADDON}.{name}")
        complaint.complained_unit_id = unit
        complaint._move_to("triage")
        complaint._send_to_unit(unit.parent_id)

    def _step_triage(self, complaint):
        complaint._move_to("triage")

    def _step_follow(self, complaint, rest):
        """The desk spoke with the station: hours until it answers, and what it said."""
        hours, _blank, answer = rest.partition(" ")
        now = fields.Datetime.now()
        self.env["police.follow.up"].with_user(complaint.env.user).create(
            {
                "complaint_id": complaint.id,
                "answer": answer,
                "next_due_at": not answer and now + timedelta(hours=float(hours)),
            }
        )

    def _step_direct(self, complaint, rest):
        """A superior says what is to be done: hours until the answer, and the words."""
        hours, _blank, words = rest.partition(" ")
        now = fields.Datetime.now()
        self.env["police.follow.up"].with_user(complaint.env.user).create(
            {
                "complaint_id": complaint.id,
                "method": "direction",
                "direction": words,
                "next_due_at": now + timedelta(hours=float(hours)),
            }
        )

    def _step_handover(self, complaint, note):
        """Somebody's shift ends, in the midst of whatever is open."""
        self.env["police.handover"].with_user(complaint.env.user).create({"note": note})

    def _step_take(self, complaint):
        """Somebody puts it into the own hands; a constable gets it from the station's head."""
        taker = complaint.env.user
        giver = self._user("head") if taker.login == "station" else taker
        complaint.with_user(giver).post_id = taker.sudo().police_posting_ids.post_id[:1]

    def _step_act(self, complaint, rest):
        """The station reports: code of the kind of action, and words, which the citizen reads, too."""
        code, _blank, words = rest.partition(" ")
        kind = self.env["police.action.kind"].search([("code", "=", code)])
        complaint._report_action(kind, words, is_told=bool(words))

    def _step_ask(self, complaint):
        complaint._move_to("verification")

    def _step_answer(self, complaint, result):
        self.env["police.verification"].with_user(complaint.env.user).create(
            {"complaint_id": complaint.id, "result": result, "asked_at": fields.Datetime.now()}
        )

    def _step_close(self, complaint, rest):
        """Code of the outcome and words on it."""
        code, _blank, note = rest.partition(" ")
        outcome = self.env["police.outcome"].search([("code", "=", code)])
        if outcome.needs_reference:
            complaint._keep_outcome_reference("0000/2000", complaint.unit_id._today())
        complaint._move_to("closed", outcome=outcome, note=note)

    def _step_enquiry(self, complaint, answer):
        """Not a complaint: a question, and what it was answered."""
        complaint._set_aside("enquiry", answer=answer)

    def _step_reply(self, complaint, words):
        """The citizen wrote again."""
        address = complaint.party_ids.complainant_id.address_ids[:1]
        self.env["police.complaint"]._intake(
            Envelope(
                channel=complaint.channel,
                received_at=fields.Datetime.now(),
                sender_kind=address.kind,
                sender_value=address.value,
                text=words,
                complaint_numbers=[complaint.number],
            )
        )

    def _step_feedback(self, complaint, rest):
        """The citizen says how it went: answer, rating, words."""
        answer, rating, words = rest.split(" ", 2)
        key = self.env["police.submission"]._new_key()
        complaint._feedback_by_citizen(answer, int(rating), words, key)

    def _step_reopen(self, complaint, reason):
        complaint._reopen_by_citizen(reason)

    def _wait_until(self, moment):
        """Let time pass, with the scheduled actions acting as each complaint falls due."""
        while due := min(self._due_moments(moment), default=None):
            with self._clock_at(due):
                self._act_on_schedule()

    def _due_moments(self, moment):
        """When something is due next, up to a moment: an escalation, a silence, a notice."""
        for field in ("next_escalation_at", "follow_up_due_at"):
            domain = [("is_open", "=", True), (field, "<=", moment)]
            yield from (
                self.env["police.complaint"].search(domain, order=field, limit=1).mapped(field)
            )
        held = [("state", "=", "held"), ("tell_at", "<=", moment)]
        yield from (
            self.env["police.closing"].search(held, order="tell_at", limit=1).mapped("tell_at")
        )

    def _act_on_schedule(self):
        """Do what the scheduled actions do, without their commits: this is one transaction."""
        escalations, complaints = self.env["police.escalation"], self.env["police.complaint"]
        due = complaints.search(escalations._due_domain(), order="next_escalation_at, id")
        if due:
            escalations._run_batch(due)
        now = fields.Datetime.now()
        complaints.search([("is_open", "=", True), ("follow_up_due_at", "<=", now)])._tell_silence()
        self.env["police.closing"].search([("state", "=", "held"), ("tell_at", "<=", now)])._tell()
