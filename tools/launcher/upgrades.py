"""Brings the service's database to what the checkout holds, and does nothing when it is there."""

import json
import os
import secrets
import string

from . import assets, database, settings
from .messages import say, step
from .paths import ADDONS, digest_of_files
from .python_env import LOCKS

# Where the database remembers what was installed in it: it travels with a dump.
PARAMETER = "police_launcher.installed"
# Addresses that nobody chose: Odoo's own first one, and the launcher's.
OURS = "value ~ '^http://(localhost|127\\.0\\.0\\.1)(:[0-9]+)?/?$'"
# What a change of needs no upgrade: the web client reads static files anew by itself.
NOT_INSTALLED = {"tests", "static", "readme", "__pycache__"}


def our_addons():
    return sorted(manifest.parent.name for manifest in ADDONS.glob("*/__manifest__.py"))


def bring_up_to_date(runtime, name):
    """Create the database, or upgrade the addons whose content changed since the last time."""
    wanted = contents(runtime)
    if not database.exists(runtime, name):
        _create(runtime, name)
    else:
        _set_address(runtime, name)
        before = _remembered(runtime, name)
        changed = [module for module in wanted if before.get(module) != wanted[module]]
        if not changed:
            return
        label = f"Upgrading {', '.join(changed)} in the database"
        with step(label, lambda: database.progress(name)):
            database.install(runtime, name, _modules(), upgrade=changed)
        assets.make(runtime, name)
    _remember(runtime, name, wanted)


def contents(runtime):
    """What each module to install consists of, as a hash; Odoo itself counts as `base`."""
    ours = {addon: digest_of_files(_files(ADDONS / addon)) for addon in our_addons()}
    return {"base": runtime.source.version, "queue_job": digest_of_files(LOCKS[-1:]), **ours}


def _files(addon):
    return [
        path
        for path in addon.rglob("*")
        if path.is_file() and NOT_INSTALLED.isdisjoint(path.relative_to(addon).parts)
    ]


def _modules():
    return (*database.CORE_MODULES, *our_addons())


def _create(runtime, name):
    demo = settings.wants_demo()
    unfinished = f"{name}_unfinished"
    database.drop(runtime, unfinished)
    with step("Creating the database", lambda: database.progress(unfinished)):
        database.install(runtime, unfinished, _modules(), demo=demo)
    _set_address(runtime, unfinished)
    if not demo:
        _set_secret_password(runtime, unfinished)
    assets.make(runtime, unfinished)
    database.rename(runtime, unfinished, name)


def _set_address(runtime, name):
    """Links in notices lead where the service is said to be, whatever name a request asks for.

    An address that somebody gave it in its own settings stays.
    """
    condition = "" if os.environ.get(settings.ADDRESS_VARIABLE) else f" AND {OURS}"
    database.query(
        runtime,
        name,
        f"UPDATE ir_config_parameter SET value = '{settings.address()}'"
        f" WHERE key = 'web.base.url'{condition}",
    )


def _set_secret_password(runtime, name):
    """Without demo data there is no log-in that everybody knows."""
    password = "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(20))
    database.python(
        runtime, name, f"env.ref('base.user_admin').password = '{password}'\nenv.cr.commit()\n"
    )
    say(f"The administrator's first log-in, shown only now: admin / {password}")


def _remembered(runtime, name):
    statement = f"SELECT value FROM ir_config_parameter WHERE key = '{PARAMETER}'"
    return json.loads(database.query(runtime, name, statement) or "{}")


def _remember(runtime, name, installed):
    database.query(
        runtime,
        name,
        f"""INSERT INTO ir_config_parameter (key, value)
            VALUES ('{PARAMETER}', '{json.dumps(installed)}')
            ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value""",
    )
