"""The complaints of a portal account: list, page and a plain form for a new one.

Portal users have no access right on any model of the domain: what they reach is decided here,
by `police.complaint._portal_complaints` alone.
"""

from odoo import SUPERUSER_ID, fields
from odoo.http import Controller, request, route

from odoo.addons.police_grievance.models.complaint.police_complaint_const import (
    CONFIDENTIALITY_LEVELS,
)
from odoo.addons.police_grievance.tools.envelope import Envelope
from odoo.addons.portal.controllers.portal import CustomerPortal

from .citizen_page import TooLarge, TooLong
from .complaint_page import ACTIONS, Access, ComplaintPage
from .kept_form import BACK, PAGE_COOKIE, KeptForm

LIST = "/my/complaints"
NEW = f"{LIST}/new"
ONE = f"{LIST}/<string:number>"
OPEN = {"type": "http", "auth": "user", "methods": ["GET"]}
ACT = {**OPEN, "methods": ["POST"]}
TYPED = ("text", "place", "pin_code", "category", "confidentiality")
PAGE_SIZE, LONGEST_PAGE = 50, 6
# Where a form leads that was taken in.
SENT = 303


class ComplaintPortalHome(CustomerPortal):
    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "police_complaint_count" in counters:
            parties = request.env["police.party"]._of_account(request.env.user.partner_id)
            values["police_complaint_count"] = len(parties.complaint_id)
        return values


class ComplaintPortal(KeptForm, ComplaintPage, Controller):
    @route(LIST, **OPEN)
    def complaints(self, page="1", **_query):
        lang = self._language(self._account_language())
        complaints = self._complaints()
        # Of what has too many digits Python makes no number.
        is_page = page.isdecimal() and len(page) <= LONGEST_PAGE
        start = (max(int(page), 1) - 1) * PAGE_SIZE if is_page else 0
        shown = complaints[start : start + PAGE_SIZE]._for_citizen(lang)
        values = {
            "complaints": [complaint._citizen_summary() for complaint in shown],
            "page": start // PAGE_SIZE + 1,
            "has_more": len(complaints) > start + PAGE_SIZE,
            "account": True,
        }
        return self._page("police_citizen.citizen_complaints", values, lang)

    @route(NEW, **OPEN)
    def new(self, **_query):
        return self._form()

    @route(NEW, **ACT)
    def file_complaint(self, **_form):
        try:
            typed = {name: self._text(name) for name in TYPED}
        except TooLong:
            return self._form("too_long", 422, **self._as_typed(*TYPED))
        if not typed["text"]:
            return self._form("empty", 422, **typed)
        try:
            files = self._files(NEW)
        except TooLarge:
            return self._form("too_large", 413, **typed)
        complaint = request.env["police.complaint"]._file_by_citizen(
            self._envelope(typed, files), self._text("key")
        )
        return self._after_filing(complaint)

    @route(BACK, **OPEN)
    def back_after_log_in(self, **_query):
        """To the page whose form came when the session had ended."""
        page = request.cookies.get(PAGE_COOKIE, "")
        return self._back_to(page if page.startswith(f"{LIST}/") else LIST, late=1)

    @route(f"{LIST}/keep", **ACT)
    def keep(self, token="", **_form):
        """Keep the complaint of a link in the account of who is logged in.

        A link alone is not enough, as it may have been passed on: the code that goes to the
        address on record is asked for first.
        """
        link = request.env["police.access.token"]._redeem(token)
        link = link.filtered(
            lambda row: (
                row.complaint_id.confidentiality != "anonymous"
                and row.party_id.role == "complainant"
            )
        )
        if not link or not self._is_citizen():
            return self._refuse("wrong_link", 404)
        account = link.party_id._account()
        if account and account != request.env.user.partner_id:
            return self._refuse("kept_elsewhere", 409)
        if not self._text("code"):
            return self._send_code(link, token)
        return self._keep_with_code(link, token)

    def _send_code(self, link, token):
        party, complaint = link.party_id, link.complaint_id
        if not complaint._may_send_secret(party):
            return self._refuse("no_code", 409)
        if not request.env["police.access.code"]._request(party, request.env.user.partner_id):
            return self._refuse("too_many_codes", 429)
        complaint.with_user(SUPERUSER_ID)._tell_party(party, "code")
        return self._code_form(token)

    def _keep_with_code(self, link, token):
        party, partner = link.party_id, request.env.user.partner_id
        if not request.env["police.access.code"]._confirm(party, partner, self._text("code")):
            return self._code_form(token, "wrong_code", 422)
        party.with_user(SUPERUSER_ID).partner_id = partner
        return self._back_to(f"{LIST}/{link.complaint_id.number}", done="kept")

    def _code_form(self, token, problem="", status=200):
        values = {
            "token": token,
            "csrf": request.csrf_token(),
            "problem": problem,
            "account": True,
        }
        lang = self._language(self._account_language())
        return self._page("police_citizen.citizen_code", values, lang, status)

    def _refuse(self, code, status):
        lang = self._language(self._account_language())
        return self._problem(code, lang, status, account=True)

    @route(ONE, **OPEN)
    def complaint(self, number, **_query):
        return self._with_account(number, self._show)

    @route(f"{ONE}/acknowledgement", **OPEN)
    def acknowledgement(self, number, **_query):
        return self._with_account(number, self._acknowledgement)

    @route(f"{ONE}/file/<int:evidence_id>", **OPEN)
    def file(self, number, evidence_id, **_query):
        return self._with_account(number, self._file, evidence_id)

    @route(f"{ONE}/<any({', '.join(ACTIONS)}):_action>", **OPEN)
    def return_to_page(self, number, _action, **_query):
        """Logging in again after a form leads here."""
        return self._with_account(number, lambda access: self._back_to(access.path))

    @route(f"{ONE}/reply", **ACT)
    def reply(self, number, **_form):
        return self._with_account(number, self._reply)

    @route(f"{ONE}/feedback", **ACT)
    def feedback(self, number, **_form):
        return self._with_account(number, self._feedback)

    @route(f"{ONE}/reopen", **ACT)
    def reopen(self, number, **_form):
        return self._with_account(number, self._reopen)

    @route(f"{ONE}/protect", **ACT)
    def protect(self, number, **_form):
        return self._with_account(number, self._protect)

    @route(f"{ONE}/contact", **ACT)
    def contact(self, number, **_form):
        return self._with_account(number, self._contact)

    @route(f"{ONE}/new_link", **ACT)
    def new_link(self, number, **_form):
        return self._with_account(number, self._new_link)

    @route(f"{ONE}/remove", **ACT)
    def remove(self, number, **_form):
        return self._with_account(number, self._remove)

    def _with_account(self, number, show, *arguments):
        """Open one of the account's own complaints; any other number does not exist here."""
        complaint = self._complaints().filtered(lambda row: row.number == number)
        if not complaint:
            return self._refuse("not_found", 404)
        party = request.env["police.party"]._of_account(request.env.user.partner_id)
        party = party.filtered(lambda row: row.complaint_id == complaint)[:1]
        access = Access(complaint, party, f"{LIST}/{number}", True)
        response = self._answer(show, access, *arguments)
        if request.httprequest.method == "POST" and response.status_code == SENT:
            self._forget_kept(access.path)
        return response

    def _complaints(self):
        complaints = request.env["police.complaint"]
        return (
            complaints._portal_complaints(request.env.user.partner_id)
            if self._is_citizen()
            else complaints
        )

    def _is_citizen(self):
        """Officers have no complaints here: their account must not be hidden from colleagues."""
        return request.env.user.share

    def _account_language(self):
        """The language chosen on Odoo's own portal pages, else the account's."""
        frontend = request.env["res.lang"]._get_frontend()
        chosen = request.cookies.get("frontend_lang")
        return chosen if chosen in frontend else request.env.user.lang

    def _default_language(self, access):
        return self._account_language()

    def _done(self, access, done):
        """Back to the page, or to the list once the page is the account's no more."""
        if done == "remove":
            return self._back_to(LIST)
        return super()._done(access, done)

    def _form(self, problem="", status=200, **typed):
        lang = self._language(self._account_language())
        if not self._is_citizen():
            return self._problem("officer", lang, 403)
        came_back, files = self._given_back(NEW)
        if not problem:
            problem, typed = self._late_problem(came_back), came_back
        key = came_back.get("key") or request.env["police.submission"]._new_key()
        categories = request.env["police.category"].sudo().with_context(lang=lang).search([])
        values = {
            "categories": [(category.code, category.name) for category in categories],
            "problem": problem,
            "typed": {"confidentiality": "open", **typed},
            "key": key,
            "proof": request.env["police.kept.form"]._proof_for(key),
            "came_back": [name for name, _content in files],
            "csrf": request.csrf_token(),
            "lang": lang,
            "account": True,
        }
        return self._page("police_citizen.citizen_new", values, lang, status)

    def _envelope(self, typed, files):
        """What the form says, as every channel hands it in; an anonymous one names nobody.

        What would name them in their words goes along, to be struck out.
        """
        chosen = self._codes_by_iso().get(request.params.get("language"))
        wanted = typed["confidentiality"]
        confidentiality = wanted if wanted in dict(CONFIDENTIALITY_LEVELS) else "open"
        envelope = Envelope(
            channel="portal",
            received_at=fields.Datetime.now(),
            sender_kind="other",
            sender_value="",
            text=typed["text"],
            language=chosen,
            place_text=typed["place"],
            pin_code=typed["pin_code"],
            files=files,
            confidentiality=confidentiality,
            category_code=typed["category"],
        )
        partner, people = request.env.user.partner_id, request.env["police.complainant"]
        if confidentiality == "anonymous":
            person = people.sudo().search([("partner_id", "=", partner.id)])
            envelope.hidden_names, envelope.hidden_addresses = person._telling_words(partner)
        else:
            person = people._of_account(partner, chosen or request.env.user.lang)
            envelope.sender_kind, envelope.sender_value = "portal", str(partner.id)
            envelope.sender_name = person.name or ""
        return envelope

    def _after_filing(self, complaint):
        self._forget_kept(NEW)
        if complaint.confidentiality == "anonymous":
            # Nothing ties it to the account: the link is all the citizen has.
            party = complaint.sudo().party_ids.filtered(lambda row: row.role == "complainant")[:1]
            token = request.env["police.access.token"]._issue(complaint, party)
            return self._back_to(f"/complaint/follow/{token}", done="filed_anonymous")
        return self._back_to(f"{LIST}/{complaint.number}", done="filed")
