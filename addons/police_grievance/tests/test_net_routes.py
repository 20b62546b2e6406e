import inspect
import json
import re
import threading
from urllib.parse import quote

from odoo import http
from odoo.tests import tagged

from .net_common import NetCase

FORM = {
    "text": "x",
    "reason": "x",
    "answer": "resolved",
    "confidentiality": "anonymous",
    "key": "x",
}
# What to send to each of our routes; None where nothing is sent.
ROUTES = {
    "/complaint/follow": None,
    "/complaint/follow/<string:token>": None,
    "/complaint/follow/<string:token>/<any:_action>": None,
    "/complaint/follow/<string:token>/acknowledgement": None,
    "/complaint/follow/<string:token>/contact": FORM,
    "/complaint/follow/<string:token>/feedback": FORM,
    "/complaint/follow/<string:token>/file/<int:evidence_id>": None,
    "/complaint/follow/<string:token>/new_link": FORM,
    "/complaint/follow/<string:token>/protect": FORM,
    "/complaint/follow/<string:token>/remove": FORM,
    "/complaint/follow/<string:token>/reopen": FORM,
    "/complaint/follow/<string:token>/reply": FORM,
    "/my/complaints": None,
    "/my/complaints/<string:number>": None,
    "/my/complaints/<string:number>/<any:_action>": None,
    "/my/complaints/<string:number>/acknowledgement": None,
    "/my/complaints/<string:number>/contact": FORM,
    "/my/complaints/<string:number>/feedback": FORM,
    "/my/complaints/<string:number>/file/<int:evidence_id>": None,
    "/my/complaints/<string:number>/new_link": FORM,
    "/my/complaints/<string:number>/protect": FORM,
    "/my/complaints/<string:number>/remove": FORM,
    "/my/complaints/<string:number>/reopen": FORM,
    "/my/complaints/<string:number>/reply": FORM,
    "/my/complaints/back": None,
    "/my/complaints/keep": FORM,
    "/my/complaints/new": None,
    "/odoo/offline": None,
    "/police/help": None,
    "/police/help/<string:page>": None,
    "/police/import/template/<any:kind>": None,
    "/police/statement/<string:month>.xlsx": None,
    "/police_force/emblem/<int:size>.png": None,
    "/police_force/now": {},
    "/police_force/switch_user": None,
    "/web/login": None,
    "/web/login/new_password": None,
    "/web/reset_password": None,
}
# Core's routes that serve records and files by id.
CORE = (
    "/web/content",
    "/web/image",
    "/report/<",
    "/mail/",
    "/my",
    "/web/export",
    "/json/",
    "/web/action",
)
CORE += ("/web/model", "/web/partner", "/web/pivot", "/html_editor/", "/portal/", "/discuss/")
CORE += ("/web/domain", "/web/view", "/bus/", "/websocket/peek_notifications", "/odoo/")
CORE += ("/base_import", "/mail/view")
# Sent out of the machine, streams that never end, and what ends the session.
LEFT_OUT = ("/html_editor/generate_text", "/html_editor/link_preview_external", "/discuss/gif")
LEFT_OUT += ("/html_editor/video_url", "/html_editor/get_ice_servers", "/my/deactivate_account")
LEFT_OUT += ("/mail/font_to_img", "/html_editor/shape", "/html_editor/image_shape", "/mail/rtc")
LEFT_OUT += ("/html_editor/media_library_search", "/html_editor/save_library_media", "/my/security")
# The roles that differ in what core lets them do.
CURIOUS = ("none", "station_head", "other_station", "auditor", "technical", "portal", "public")


@tagged("post_install", "-at_install")
class TestNetRoutes(NetCase):
    """What each HTTP route tells who asks it for a planted record by id or number."""

    table = ROUTES

    def _rules(self):
        # As in a thread that serves a request.
        threading.current_thread().dbname = self.env.cr.dbname
        return list(self.env["ir.http"].routing_map().iter_rules())

    def _row(self, rule):
        """The row of a route, whatever values one of its parts may have."""
        return re.sub(r"<any\([^)]*\):", "<any:", rule.rule)

    def _is_ours(self, rule):
        module = f"{rule.endpoint.func.__module__}."
        return any(f"odoo.addons.{addon}." in module for addon in self.addons)

    def _as(self, role):
        user = self.roles[role]
        if role == "public":
            self.authenticate(None, None)
        else:
            self.authenticate(user.login, self.password)

    def _url(self, rule, values):
        """The address of a route; what it names by a record is named by id and some words."""
        arguments = {name: str(values.get(name) or 1) for name in rule.arguments}
        for name, converter in rule._converters.items():
            if hasattr(converter, "model"):
                arguments[name] = (arguments[name], "x")
        return rule.build(arguments)[1]

    def test_each_route_has_a_row(self):
        ours = {self._row(rule) for rule in self._rules() if self._is_ours(rule)}
        self.assertEqual(ours, set(self.table))

    def test_no_route_of_ours_tells(self):
        rules = [rule for rule in self._rules() if self._is_ours(rule)]
        for role in self.roles:
            self._as(role)
            for rule in rules:
                if "switch_user" in rule.rule:
                    continue
                by_record = {"number", "evidence_id"} & rule.arguments
                for one in self._one_of_each() if by_record else self.planted[:1]:
                    self._open(role, rule, one)
        self._no_leak()

    def _open(self, role, rule, one):
        values = {
            "token": "guess",
            "number": one.complaint.number,
            "evidence_id": self._rows_of("police.evidence", one)[:1].id,
            "_action": "reply",
            "kind": "units",
            "slug": "mail",
        }
        path, form = self._url(rule, values), self.table[self._row(rule)]
        if rule.endpoint.routing["type"] == "jsonrpc":
            answer = self._route(path, **form)
        elif form and "GET" not in rule.methods:
            answer = self.url_open(path, data=form).text
        else:
            answer = self.url_open(path).text
        # Who is asked to log in is led back to what they asked for.
        for echo in (path, quote(path, safe="")):
            answer = answer.replace(echo, "")
        self._look(role, answer, rule.rule)

    # Core

    def test_no_route_of_core_tells(self):
        kinds = [self.planted[0], self._one_of_each()[2]]
        rules = self._core_rules()
        for role in CURIOUS:
            self._as(role)
            for rule in rules:
                for one in kinds:
                    self._open_core(role, rule, one)
        self._no_leak()

    def _core_rules(self):
        """One rule for each endpoint and set of parameters in the address."""
        found = {}
        for rule in self._rules():
            known = rule.rule.startswith(CORE) and not rule.rule.startswith(LEFT_OUT)
            if known and not self._is_ours(rule):
                key = rule.endpoint.func, frozenset(rule.arguments)
                found.setdefault(key, rule)
        return found.values()

    def _open_core(self, role, rule, one):
        values = self._parameters(one)
        asked = inspect.signature(inspect.unwrap(rule.endpoint.func)).parameters
        params = {name: values[name] for name in asked if name in values}
        path = self._url(rule, {**values, "model": "police.evidence", "id": values["evidence"]})
        if rule.endpoint.routing["type"] == "jsonrpc":
            answer = self._route(path, **params)
        elif rule.methods and "GET" not in rule.methods:
            answer = self.url_open(
                path, data={**params, "csrf_token": http.Request.csrf_token(self)}
            ).text
        else:
            params = {name: value for name, value in params.items() if name not in rule.arguments}
            answer = self.url_open(path, params=params).text
        self._look(role, answer, rule.rule)

    def _parameters(self, one):
        """What core calls the records that it is asked for."""
        complaint = one.complaint.sudo()
        message = complaint.message_ids[:1].id
        evidence = self._rows_of("police.evidence", one)[:1]
        thread = {"thread_model": "police.complaint", "thread_id": complaint.id}
        export = {
            "model": "police.party",
            "fields": [{"name": "complainant_id/name", "label": "x"}],
            "ids": self._rows_of("police.party", one).ids,
            "domain": [],
            "import_compat": False,
        }
        return {
            **thread,
            "model": "police.complaint",
            "res_model": "police.complaint",
            "model_name": "police.complaint",
            "field_name": "description",
            "field": "name",
            "res_id": complaint.id,
            "id": complaint.id,
            "ids": complaint.ids,
            "evidence": evidence.id,
            "message_id": message,
            "attachment_id": evidence.attachment_id.id,
            "attachment": evidence.attachment_id.id,
            "file_ids": json.dumps(evidence.attachment_id.ids),
            "reportname": "police_grievance.case_sheet",
            "docids": str(complaint.id),
            "converter": "html",
            "subpath": f"police.complaint/{complaint.id}",
            "data": json.dumps(export),
            "fetch_params": [
                ["mail.thread", {**thread, "request_list": ["messages", "activities"]}]
            ],
            "channels": [f"police.complaint_{complaint.id}", "mail.message"],
            "last": 0,
            "domain": [["id", "=", complaint.id]],
            "action_id": "police_grievance.police_complaint_action",
            "follower_id": complaint.message_follower_ids[:1].id or 1,
            "res_ids": complaint.ids,
            "partner_ids": complaint.sudo().message_partner_ids.ids[:1],
            "post_data": {"body": "x"},
            "update_data": {"body": "x"},
            "model_names": json.dumps(["police.complaint"]),
            "model_names_to_fetch": json.dumps(["police.complaint"]),
            "preview_url": f"/odoo/police.complaint/{complaint.id}",
            "src": f"/web/image/{evidence.attachment_id.id}",
        }
