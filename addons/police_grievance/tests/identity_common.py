"""Look for a planted identity in everything that a role can reach by RPC."""

import json
import re

from odoo.tests import HttpCase

from .common import PoliceCase

NAME = "Zubeda Quillfeather"
PHONE = "+910000077123"
EMAIL = "zubeda.quillfeather@example.org"
PLANTED = ("quillfeather", "0000077123")


class IdentityCase(PoliceCase, HttpCase):
    """Base of the crawl: a planted citizen, and each role's answers from the server itself."""

    def _rpc(self, model, method, *args, **kwargs):
        """Call a method as the web client does, as who is logged in.

        :return: the raw answer, errors and tracebacks included
        """
        answer = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps(
                {
                    "jsonrpc": "2.0",
                    "params": {"model": model, "method": method, "args": args, "kwargs": kwargs},
                }
            ),
            headers={"Content-Type": "application/json"},
        )
        return answer.text

    def _read_all(self, model, limit):
        """The latest rows of a model, with every field that the server gives.

        A list of fields is refused whole for one that is not given: those are left out one by one.
        """
        names = list(self._result(model, "fields_get", [], ["type"]))
        while True:
            answer = self._rpc(model, "search_read", [], names, order="id desc", limit=limit)
            error = json.loads(answer).get("error")
            if not error:
                return answer
            refused = self._refused_fields(error["data"]["message"], names)
            if not refused:
                return answer
            names = [name for name in names if name not in refused]

    def _refused_fields(self, message, names):
        found = re.search(r"(?:read|write) field [\w.]+\.(\w+)|the field [\"'“](\w+)", message)
        return [name for name in (found.groups() if found else ()) if name in names]

    def _result(self, model, method, *args, **kwargs):
        return json.loads(self._rpc(model, method, *args, **kwargs)).get("result")

    def _route(self, route, **params):
        """Call a jsonrpc route as who is logged in; the raw answer."""
        return self.url_open(
            route,
            data=json.dumps({"jsonrpc": "2.0", "params": params}),
            headers={"Content-Type": "application/json"},
        ).text

    def _assert_clean(self, answer, where):
        for word in PLANTED:
            if word in answer.casefold():
                at = answer.casefold().index(word)
                self.fail(f"{where}: …{answer[max(0, at - 200) : at + 80]}…")

    def _readable_models(self, user):
        for name, model in self.env.items():
            if not model._abstract and model._auto and model.with_user(user).has_access("read"):
                yield name
