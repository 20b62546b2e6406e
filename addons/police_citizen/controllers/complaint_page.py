"""The page of one complaint and its actions: the same by link and in an account."""

from typing import NamedTuple

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.police_force.tools.by_service import BY_SERVICE

from .citizen_page import HEADERS, LENGTHS, CitizenPage, TooLarge, TooLong

ANSWERS = ("resolved", "not_resolved")
# What a citizen sends from the page: each a route of its own.
ACTIONS = ("reply", "feedback", "reopen", "protect", "contact", "new_link", "remove")
DONE = (
    "reply",
    "feedback",
    "reopen",
    "filed",
    "filed_anonymous",
    "kept",
    "protect",
    "protect_new",
    "contact",
    "contact_new",
    "new_link",
    "new_link_new",
    "remove",
)


class Access(NamedTuple):
    """A complaint that was opened, and by whom: proven by a link or by an account."""

    complaint: models.Model
    party: models.Model
    path: str
    account: bool


class ComplaintPage(CitizenPage):
    """Mixin: shows a complaint and takes in what its citizen does, once `Access` is proven."""

    def _answer(self, show, access, *arguments):
        """What an action on the page gives, or the page again with words that are too long for it."""
        try:
            return show(access, *arguments)
        except TooLong:
            return self._show(access, "too_long", 422, **self._as_typed(*LENGTHS))

    def _show(self, access, problem="", status=200, **typed):
        """The page.

        :param str problem: code of what was wrong with the form
        :param typed: what the citizen had typed, to be shown again
        """
        lang = self._language(self._default_language(access))
        done, answer = request.params.get("done"), request.params.get("answer")
        came_back, files = self._came_back(access)
        if not (problem or done):
            problem, typed = self._late_problem(came_back), came_back
            answer = came_back.get("answer", answer)
        key = came_back.get("key") or request.env["police.submission"]._new_key()
        values = {
            "complaint": access.complaint._citizen_view(access.party, lang),
            "path": access.path,
            "account": access.account,
            "key": key,
            "proof": access.account and request.env["police.kept.form"]._proof_for(key),
            "came_back": files,
            "csrf": access.account and request.csrf_token(),
            "done": done if done in DONE else "",
            "problem": problem,
            "answer": answer if answer in ANSWERS else "",
            "typed": typed,
            **self._keeping(access),
        }
        return self._page("police_citizen.citizen_complaint", values, lang, status)

    def _came_back(self, access):
        """(texts, names of files) that were written before a session ended: a link has none."""
        return {}, []

    def _late_problem(self, came_back):
        return ""

    def _default_language(self, access):
        return access.complaint.language

    def _keeping(self, access):
        """More for the page: nothing by default."""
        return {"keep_csrf": "", "token": ""}

    def _acknowledgement(self, access):
        lang = self._language(self._default_language(access))
        values = {
            "complaint": access.complaint._citizen_view(access.party, lang),
            "printed": access.complaint._for_citizen(lang)._citizen_moment(fields.Datetime.now()),
            "path": access.path,
            "account": access.account,
        }
        return self._page("police_citizen.citizen_acknowledgement", values, lang)

    def _reply(self, access):
        text = self._text("text")
        try:
            files = self._files_of(access)
        except TooLarge:
            return self._show(access, "too_large", 413, text=text)
        if not text and not files:
            return self._show(access, "empty", 422)
        access.complaint._reply_by_citizen(access.party, text, files, self._text("key"))
        return self._back_to(access.path, done="reply")

    def _files_of(self, access):
        return self._files()

    def _feedback(self, access):
        answer, rating = self._text("answer"), self._text("rating")
        comment = self._text("comment")
        if answer not in ANSWERS:
            return self._show(access, "no_answer", 422, comment=comment)
        rating = int(rating) if rating in ("1", "2", "3", "4", "5") else 0
        try:
            access.complaint._feedback_by_citizen(answer, rating, comment, self._text("key"))
        except UserError:
            return self._show(access, "answered_already", 409)
        return self._back_to(access.path, done="feedback")

    def _reopen(self, access):
        reason = self._text("reason")
        if not reason:
            return self._show(access, "no_reason", 422)
        try:
            access.complaint._reopen_from_page(reason, self._text("key"))
        except UserError:
            return self._show(access, "reopen_too_late", 409, reason=reason)
        return self._back_to(access.path, done="reopen")

    def _protect(self, access):
        """Let fewer people know who complained; more is for the control room to grant."""
        wanted = self._text("confidentiality")
        if wanted not in access.complaint._citizen_protections(access.party):
            return self._show(access, "no_protection", 422)
        access.complaint._protect_by_citizen(access.party, wanted, self._text("key"))
        return self._done(access, "protect")

    def _contact(self, access):
        """Keep how the citizen may be reached."""
        hours = [self._text("contact_from") or "0", self._text("contact_to") or "0"]
        if not access.complaint._citizen_contact(access.party) or not all(
            hour.isdecimal() and int(hour) <= 24 for hour in hours
        ):
            return self._show(access, "no_hours", 422)
        values = {
            "is_shared": bool(self._text("is_shared")),
            "do_not_call": bool(self._text("do_not_call")),
            "contact_from": int(hours[0]),
            "contact_to": int(hours[1]),
        }
        access.complaint._contact_by_citizen(access.party, values, self._text("key"))
        return self._done(access, "contact")

    def _new_link(self, access):
        """End all links; the new one goes to the address on record."""
        if access.party.role != "complainant":
            return self._show(access)
        access.complaint._new_link_by_citizen(access.party, access.path, self._text("key"))
        return self._done(access, "new_link")

    def _remove(self, access):
        """Take it out of the account that it was kept in."""
        if access.party.role == "complainant":
            access.complaint._leave_account(access.party)
        return self._done(access, "remove")

    def _done(self, access, done):
        """Back to the page after something that may have ended the link."""
        return self._back_to(access.path, done=done)

    def _file(self, access, evidence_id):
        """A file of the complaint, or the copy of it that browsers play (`copy`), also small (`small`).

        Only pictures, sound and film are shown in place.
        """
        lang = self._language(self._default_language(access))
        files = access.complaint.sudo()._citizen_files()
        evidence = files.filtered(lambda row: row.id == evidence_id)
        if not evidence or access.party.role != "complainant":
            return self._problem("not_found", lang, 404)
        copies = {"copy": evidence.playable_id, "small": evidence.thumbnail_id}
        copy = next((copies[name] for name in copies if request.params.get(name)), None)
        sent = copy or evidence.attachment_id
        name = sent.name if copy else evidence._citizen_rows()[0]["name"]
        sent = sent.with_context(police_by_citizen=BY_SERVICE)
        stream = request.env["ir.binary"]._get_stream_from(sent, filename=name)
        response = stream.get_response(
            as_attachment=not (copy or evidence._shown_in_place()),
            mimetype=sent.mimetype if copy else evidence.mimetype,
        )
        # Without an origin of their own Chromium leaves sound and film dead; nothing in them runs.
        csp = "default-src 'none'; media-src 'self'; img-src 'self'; sandbox allow-same-origin"
        response.headers.update({**HEADERS, "Content-Security-Policy": csp})
        return response
