"""A complaint by its link, without an account. The link's secret is the proof of every request.

No session and no cookie: the secret in the address cannot be known to another site, hence no
CSRF token either. Nothing changes with a GET: mail scanners and previews follow links.
"""

from odoo.http import Controller, request, route

from .complaint_page import ACTIONS, Access, ComplaintPage

FOLLOW = "/complaint/follow/<string:token>"
OPEN = {
    "type": "http",
    "auth": "public",
    "methods": ["GET"],
    "save_session": False,
    "readonly": False,
}
ACT = {**OPEN, "methods": ["POST"], "csrf": False}


class FollowController(ComplaintPage, Controller):
    @route("/complaint/follow", **OPEN)
    def how_to_follow(self, **_query):
        """Where the slip leads: what somebody with a number can do. It opens no complaint."""
        return self._page("police_citizen.citizen_how", {}, self._language())

    @route(FOLLOW, **OPEN)
    def follow(self, token, **_query):
        return self._with_link(token, self._show)

    @route(f"{FOLLOW}/acknowledgement", **OPEN)
    def acknowledgement(self, token, **_query):
        return self._with_link(token, self._acknowledgement)

    @route(f"{FOLLOW}/file/<int:evidence_id>", **OPEN)
    def file(self, token, evidence_id, **_query):
        return self._with_link(token, self._file, evidence_id)

    @route(f"{FOLLOW}/<any({', '.join(ACTIONS)}):_action>", **OPEN)
    def return_to_page(self, token, _action, **_query):
        """Whoever loads the address of a form again gets the page."""
        return self._with_link(token, lambda access: self._back_to(access.path))

    @route(f"{FOLLOW}/reply", **ACT)
    def reply(self, token, **_form):
        return self._with_link(token, self._reply)

    @route(f"{FOLLOW}/feedback", **ACT)
    def feedback(self, token, **_form):
        return self._with_link(token, self._feedback)

    @route(f"{FOLLOW}/reopen", **ACT)
    def reopen(self, token, **_form):
        return self._with_link(token, self._reopen)

    @route(f"{FOLLOW}/protect", **ACT)
    def protect(self, token, **_form):
        return self._with_link(token, self._protect)

    @route(f"{FOLLOW}/contact", **ACT)
    def contact(self, token, **_form):
        return self._with_link(token, self._contact)

    @route(f"{FOLLOW}/new_link", **ACT)
    def new_link(self, token, **_form):
        return self._with_link(token, self._new_link)

    @route(f"{FOLLOW}/remove", **ACT)
    def remove(self, token, **_form):
        return self._with_link(token, self._remove)

    def _with_link(self, plain, show, *arguments):
        """Open the complaint a link belongs to, or say in plain words why not.

        A right link opens whatever wrong ones came from the same address: thousands share
        that of a mobile network, and 256 random bits are not found by guessing.
        """
        token = request.env["police.access.token"]._find(plain)
        if not token:
            return self._wrong_link()
        lang = self._language(token.complaint_id.language)
        if token._has_expired():
            return self._ended(plain, token, lang)
        if request.httprequest.method == "POST":
            token._touch()
        return self._answer(show, self._access(plain, token), *arguments)

    def _ended(self, plain, token, lang):
        """What an old link shows: nothing, but for a form sent again whose answer got lost.

        That form had ended the link itself, and what it led to is all that the citizen has.
        """
        is_form = request.httprequest.method == "POST"
        if is_form and token._was_ended_with(self._text("key")):
            action = request.httprequest.path.rpartition("/")[2]
            return self._done(self._access(plain, token), action)
        return self._problem("ended" if token.ended_at else "expired", lang, 410)

    def _done(self, access, done):
        """Back to the page; by a new link where the old one has ended.

        But a new link that went to the address on record is for whoever reads there.
        """
        link = request.env["police.access.token"]._find(access.path.rpartition("/")[2])
        if not link._has_expired():
            return super()._done(access, done)
        link._end_with(self._text("key"))
        if done == "new_link" and access.complaint._may_send_secret(access.party):
            return self._problem("link_sent", self._language(access.complaint.language), 200)
        token = request.env["police.access.token"]._issue(access.complaint, access.party)
        return self._back_to(f"/complaint/follow/{token}", done=f"{done}_new")

    def _access(self, plain, token):
        return Access(token.complaint_id, token.party_id, f"/complaint/follow/{plain}", False)

    def _wrong_link(self):
        address = request.httprequest.remote_addr
        if request.env["police.access.failure"]._count_in(address):
            return self._problem("wrong_link", self._language(), 404)
        response = self._problem("too_many", self._language(), 429)
        response.headers["Retry-After"] = "900"
        return response

    def _keeping(self, access):
        """Offer who is logged in with a portal account to keep the complaint there."""
        user = request.env.user
        is_anonymous = access.complaint.confidentiality == "anonymous"
        if (
            is_anonymous
            or access.party.role != "complainant"
            or not user.share
            or user._is_public()
        ):
            return super()._keeping(access)
        return {"keep_csrf": request.csrf_token(), "token": access.path.rpartition("/")[2]}
