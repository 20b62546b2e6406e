"""For an addon that was cut out of another one: databases from before keep their records."""

import csv
from io import StringIO

from lxml import etree

from odoo.modules import Manifest
from odoo.tools import SQL, convert_file, file_open
from odoo.tools.convert import xml_import
from odoo.tools.translate import TranslationImporter


def take_over(env, addon, other):
    """Make the records that the files of an addon describe its own, where they were another's."""
    names = _names(addon, "data", "oca_data_manual")
    names += [f"{name}_ir_actions_server" for name in names]
    env.cr.execute(
        SQL(
            "UPDATE ir_model_data SET module = %s WHERE module = %s AND name = ANY(%s)",
            addon,
            other,
            names,
        )
    )


def load_new(env, addon):
    """Load once, like `load_once`, the files with records of which the database never had any.

    An administrator's change or deletion in a file that it has had stays as it is.
    """
    paths = [
        path
        for path in _files(addon, "oca_data_manual")
        if (names := _ids(addon, path)) and not _has_some(env, addon, names)
    ]
    load_once(env, addon, paths)


def _has_some(env, addon, names):
    known = env["ir.model.data"].sudo()
    return bool(known.search_count([("module", "=", addon), ("name", "in", names)], limit=1))


def load_once(env, addon, paths=None):
    """Load what is an administrator's from then on, with its translations.

    :param paths: of the files, within the addon; all by default
    """
    paths = _files(addon, "oca_data_manual") if paths is None else paths
    for path in paths:
        convert_file(env, addon, path, {}, mode="init", noupdate=True)
    _load_words(env, addon, paths)


def load_rows(env, addon, path, names):
    """Load records that came to a list later, with their translations, where there is none of them.

    For a script in `migrations/`: such lists have `forcecreate="False"`, and an upgrade alone brings
    nothing. Whoever has one of these records has had them all.

    :param str path: of an XML file, within the addon
    :param names: external ids of records that came together, without the addon's name
    """
    if _has_some(env, addon, names):
        return
    with file_open(f"{addon}/{path}", "rb") as file:
        root = etree.fromstring(file.read())
    for record in root.findall("record"):
        if record.get("id") not in names:
            root.remove(record)
    xml_import(env, addon, {}, "init", noupdate=True, xml_filename=path).parse(root)
    _load_words(env, addon, [path])


def _load_words(env, addon, paths):
    languages = [code for code, _name in env["res.lang"].get_installed()]
    translations = TranslationImporter(env.cr, verbose=False)
    for path in paths:
        for language in languages:
            translations.load_file(f"{addon}/{path}", language, module=addon)
    translations.save()
    env["ir.module.module"]._load_module_terms([addon], languages)


def _files(addon, key):
    return Manifest.for_addon(addon).get(key, [])


def _names(addon, *keys):
    """The external ids that the files of an addon give."""
    return [name for key in keys for path in _files(addon, key) for name in _ids(addon, path)]


def _ids(addon, path):
    with file_open(f"{addon}/{path}") as file:
        content = file.read()
    if path.endswith(".csv"):
        return [row["id"] for row in csv.DictReader(StringIO(content))]
    return etree.fromstring(content.encode()).xpath("//*[not(ancestor::field)]/@id")
