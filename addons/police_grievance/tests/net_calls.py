"""Calls of the net, as the server takes them from each role, and what they write."""

import itertools
import json
import re
from contextlib import contextmanager
from unittest.mock import patch

from odoo.api import Environment
from odoo.modules import module
from odoo.service.model import call_kw
from odoo.sql_db import Cursor
from odoo.tests.common import Opener

# Where reads lead: what hangs on a complaint, and whom it names.
NEAR = ("police.", "mail.", "ir.attachment", "res.partner", "res.users")
REFUSED = "refused: "
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)


class NetCalls:
    """Mixin of the net: calls in process, through the checks that RPC goes through."""

    def _call(self, role, model, method, *args, **kwargs):
        """Call a method as the server does for a role, and undo what it did.

        :return: the answer as text, that of a refusal too, and the tables that were written to
        """
        with self._undone() as written:
            answer = self._try(role, model, method, *args, **kwargs)
            return answer, () if answer.startswith(REFUSED) else written

    def _try(self, role, model, method, *args, **kwargs):
        """Call a method; what it does stays."""
        env = self._env_of(role)
        try:
            answer = call_kw(env[model], method, list(args), kwargs)
            env.flush_all()
            return json.dumps(answer, default=str, ensure_ascii=False)
        except Exception as refused:  # noqa: BLE001 pylint: disable=broad-except
            return f"{REFUSED}{refused!r} {refused.__context__!r}"

    def _asked(self, role, model):
        """What a role may ask of a model when it reads: a specification of all fields.

        Of what a field points at, the words: that is where people are named.
        """
        if (role, model) not in self.specifications:
            self.specifications[role, model] = {
                field.name: {"fields": self._words_asked(role, field.comodel_name)}
                if field.relational and field.comodel_name.startswith(NEAR)
                else {}
                for field in self._fields_for(role, model)
            }
        return self.specifications[role, model]

    def _words_asked(self, role, model):
        """The words alone of a model that a role may ask for: a specification."""
        if (role, model) not in self.words:
            fields = self._fields_for(role, model)
            words = {field.name: {} for field in fields if field.type in ("char", "text", "html")}
            self.words[role, model] = words
        return self.words[role, model]

    def _fields_for(self, role, model):
        records = self.env[model].with_user(self.roles[role])
        return [row for row in records._fields.values() if records._has_field_access(row, "read")]

    def _call_in_parts(self, role, model, method, *args, asked, where, whole=True, **kwargs):
        """Call what takes a specification, or a list of names; look at what is given of it.

        One name that is refused has all refused: hence halves of them, again and again, unless
        even nothing is refused.
        """
        answer, _written = self._call(role, model, method, *args, asked, **kwargs)
        self._look(role, answer, where)
        if not answer.startswith(REFUSED) or not asked:
            return
        if whole and self._call(role, model, method, *args, type(asked)(), **kwargs)[0].startswith(
            REFUSED
        ):
            return
        if len(asked) > 1:
            names, middle = list(asked), len(asked) // 2
            for part in (names[:middle], names[middle:]):
                part = {name: asked[name] for name in part} if isinstance(asked, dict) else part
                self._call_in_parts(
                    role, model, method, *args, asked=part, where=where, whole=False, **kwargs
                )

    def _env_of(self, role):
        """The environment in which a role's request begins."""
        env = Environment(self.env.cr, self.roles[role].id, {})
        env.transaction.default_env = env
        return env

    @contextmanager
    def _undone(self):
        """What is done inside is undone; a set is filled with the tables written to.

        With a memory of its own, as each request has: nothing that somebody else has read.
        """
        cursor, written = self.env.cr, set()
        savepoint, outer = cursor.savepoint(flush=False), cursor.transaction
        cursor.transaction = None
        try:
            with _watched(written):
                yield written
        finally:
            cursor.transaction = outer
            cursor.clear()
            savepoint.close(rollback=True)

    @classmethod
    @contextmanager
    def _browser(cls, user):
        """A browser in which somebody is logged in, before any test has begun."""
        browser = cls("_in_advance")
        browser.opener, browser.http_key_sequence = Opener(browser), itertools.count()
        browser.http_request_key, browser.http_request_allow_all = "", False
        with patch.object(module, "current_test", browser):
            browser.authenticate(user.login, cls.password)
            yield browser
            browser.logout()
            cls.env.invalidate_all()

    def _in_advance(self):
        """No test: what `_browser` is made of."""


@contextmanager
def _watched(written):
    """Fill a set with the names of the tables that statements write to."""
    execute = Cursor.execute

    def watched(cursor, query, *args, **kwargs):
        found = WRITES.match(getattr(query, "code", query))
        if found:
            written.add(found[1])
        return execute(cursor, query, *args, **kwargs)

    with patch.object(Cursor, "execute", watched):
        yield
