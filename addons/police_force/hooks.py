"""Before and after the first installation in a database."""

import csv
from io import StringIO

from lxml import etree

from odoo.modules import Manifest
from odoo.tools import SQL, convert_file, file_open
from odoo.tools.translate import TranslationImporter

FORCE, GRIEVANCE = "police_force", "police_grievance"


def pre_init_hook(env):
    """Take over the records of a database from when the force was a part of police_grievance."""
    names = [name for path in (*_files("data"), *_files("oca_data_manual")) for name in _ids(path)]
    names += [f"{name}_ir_actions_server" for name in names]
    env.cr.execute(
        SQL(
            "UPDATE ir_model_data SET module = %s WHERE module = %s AND name = ANY(%s)",
            FORCE,
            GRIEVANCE,
            names,
        )
    )
    # The views of other addons name groups, and are loaded anew only after this one.
    env.cr.execute(
        SQL(
            "UPDATE ir_ui_view SET arch_db = replace(arch_db::text, %s, %s)::jsonb"
            " WHERE arch_db::text LIKE %s",
            f"{GRIEVANCE}.group_",
            f"{FORCE}.group_",
            f"%{GRIEVANCE}.group_%",
        )
    )


def post_init_hook(env):
    """Load what is an administrator's from then on, unless the database has had it before."""
    grievance = env["ir.module.module"].search([("name", "=", GRIEVANCE)])
    if grievance.state in ("installed", "to upgrade"):
        return
    languages = [code for code, _name in env["res.lang"].get_installed()]
    translations = TranslationImporter(env.cr, verbose=False)
    for path in _files("oca_data_manual"):
        convert_file(env, FORCE, path, {}, mode="init", noupdate=True)
        for language in languages:
            translations.load_file(f"{FORCE}/{path}", language, module=FORCE)
    translations.save()
    env["ir.module.module"]._load_module_terms([FORCE], languages)


def _files(key):
    return Manifest.for_addon(FORCE).get(key, [])


def _ids(path):
    """The external ids that a data file of this addon gives."""
    with file_open(f"{FORCE}/{path}") as file:
        content = file.read()
    if path.endswith(".csv"):
        return [row["id"] for row in csv.DictReader(StringIO(content))]
    return etree.fromstring(content.encode()).xpath("//*[not(ancestor::field)]/@id")
