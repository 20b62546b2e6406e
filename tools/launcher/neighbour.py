"""`tools/launch neighbour`: Odoo's own tests, with and without our addons.

An Odoo that does other work, too, works as before once our addons are in it: what differs stands in
`tests/neighbour.txt`, with the reason.
"""

import socket

from log_check import REASON_MARK, Tolerance

from . import database, runtime
from .commands import CommandFailed, run
from .messages import LaunchError, say, step
from .paths import CHECKOUT, LOCAL, checkout_id, private_folder
from .suite_log import SuiteLog
from .upgrades import our_addons

LISTED = CHECKOUT / "tests" / "neighbour.txt"
RUNNER = CHECKOUT / "tools" / "core_suites.py"
TEST_MODULES = ("test_mail",)
PERFORMANCE = ("mail_performance/test_mail",)
MODULES = (
    *("portal", "mail", "test_mail", "http_routing", "phone_validation", "resource", "rpc"),
    *("auth_passkey", "auth_signup", "auth_timeout", "auth_totp", "auth_totp_mail"),
)
FILES = {
    "base": (
        *("acl", "api", "avatar_mixin", "base", "config_parameter", "display_name", "expression"),
        *("form_create", "groups", "ir_actions", "ir_attachment", "ir_cron", "ir_filters"),
        *("ir_embedded_actions", "ir_http", "ir_mail_server", "ir_mail_server_smtpd", "mail"),
        *("orm", "overrides", "reports", "res_config", "res_partner", "res_partner_merge"),
        *("res_users", "search", "user_has_group"),
    ),
    "web": (
        *("action", "favorite", "ir_model", "load_menus", "login", "partner", "perf_load_menu"),
        *("pivot_export", "reports", "res_users", "session_info", "web_search_read"),
    ),
}


def all_tags():
    """Odoo's tags of what our addons touch in an Odoo that does other work."""
    files = [f"/{module}/tests/test_{name}.py" for module in FILES for name in FILES[module]]
    return [*(f"/{module}" for module in MODULES), *files]


def compare(tags):
    """Run core's tests in a database without our addons and in one with them.

    :param tags: Odoo's test tags; none: all that our addons touch
    :return: exit status, 0 when nothing differs but what is listed
    """
    with runtime.prepared("run", "test") as ready:
        without, ours = _made(ready, "without"), _made(ready, "with", our_addons())
        try:
            before = _suite(ready, without, tags or all_tags())
            after = _suite(ready, ours, tags or all_tags())
            worse = after.more_than(before)
            if unlisted := list(filter(_tag, _unlisted(worse))):
                worse = _still(ready, without, ours, worse, unlisted)
        finally:
            for name in (without, ours):
                database.drop(ready, name)
    failed = len({test for test, _what in before.failures})
    say(f"{before.started} tests; without our addons {failed} fail here.")
    return _told(worse)


def performance(ready, installed):
    """Run core's count of the queries of mail, in a copy of a database with our addons.

    :return: exit status, 0 when nothing fails but what is listed
    """
    name = f"police_performance_{checkout_id()}"
    database.copy(ready, installed, name)
    try:
        database.install(ready, name, TEST_MODULES)
        return _told(_suite(ready, name, PERFORMANCE).more_than(SuiteLog()))
    finally:
        database.drop(ready, name)


def _made(ready, kind, modules=()):
    name = f"police_neighbour_{kind}_{checkout_id()}"
    database.copy(ready, database.core_template(ready), name)
    with step(f"Installing the database {kind} our addons", lambda: database.progress(name)):
        database.install(ready, name, [*TEST_MODULES, *modules])
    return name


def _suite(ready, name, tags):
    log = private_folder(LOCAL / "log") / f"suite-{name}.log"
    log.unlink(missing_ok=True)
    command = [
        *(ready.python.python, RUNNER, "server", f"--database={name}"),
        *(f"--test-tags={','.join(tags)}", f"--http-port={_free_port()}", f"--logfile={log}"),
        *("--stop-after-init", "--workers=0", "--max-cron-threads=0", "--log-level=info"),
    ]
    with step(f"Core's tests in {name}", lambda: f"{SuiteLog.read(log).started} tests"):
        try:
            run(command, env=ready.variables)
        except CommandFailed as error:
            # That tests failed is no failure of the run.
            if "odoo.tests.result" not in log.read_text(errors="replace"):
                raise LaunchError(f"Core's tests did not run; the log is {log}") from error
    return SuiteLog.read(log)


def _still(ready, without, ours, worse, tests):
    """What is worse once more, of some tests: a loaded machine fails tests, too."""
    tags = [_tag(test) for test in tests]
    again = _suite(ready, ours, tags).more_than(_suite(ready, without, tags))
    return {test: lines for test, lines in worse.items() if test in again or test not in tests}


def _unlisted(worse):
    listed = Tolerance.from_file(LISTED)
    return sorted(test for test in worse if not listed.allows(test))


def _tag(test):
    """Odoo's tag of one test; nothing for what is none, such as the preparation of a class."""
    module, _dot, rest = test.partition(".")
    return f"*/{module}:{rest}" if rest.count(".") == 1 else ""


def _told(worse):
    unlisted = _unlisted(worse)
    for test in sorted(worse):
        mark = "" if test in unlisted else " (listed)"
        say("\n".join([f"{test}{mark}", *(f"    {line}" for line in sorted(worse[test]))]))
    say(
        f"{len(worse)} differ with our addons, {len(unlisted)} of them not in "
        f"{LISTED.relative_to(CHECKOUT)} (test{REASON_MARK}reason)."
    )
    return 1 if unlisted else 0


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
