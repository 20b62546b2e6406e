"""The table of docs/architecture.md has each layer of a complaint, and what it stands on."""

import ast
import re

from launcher.paths import ADDONS, CHECKOUT

FOLDER = ADDONS / "police_grievance" / "models" / "complaint"
PAGE = CHECKOUT / "docs" / "architecture.md"
MIXIN = re.compile(r"police\.complaint\.([\w.]+)\.mixin")
ROW = re.compile(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|$", re.MULTILINE)


def models():
    """:return: dict of each model of the room to those that it inherits"""
    found = {}
    for path in FOLDER.glob("*.py"):
        for node in ast.parse(path.read_text()).body:
            named = {
                statement.targets[0].id: ast.literal_eval(statement.value)
                for statement in getattr(node, "body", ())
                if isinstance(statement, ast.Assign)
                and getattr(statement.targets[0], "id", "") in ("_name", "_inherit")
            }
            if "_name" in named:
                inherited = named.get("_inherit", [])
                found[named["_name"]] = [inherited] if isinstance(inherited, str) else inherited
    return found


def below(name, known):
    """All that a model stands on in this room."""
    stands_on = {parent for parent in known[name] if parent in known}
    return stands_on.union(*(below(parent, known) for parent in stands_on))


def short(model):
    """The name by which the page calls a model."""
    layer = MIXIN.fullmatch(model)
    return layer[1].replace(".", "_") if layer else model


def test_the_table_is_what_the_code_says():
    known = models()
    page = {
        name: {part.strip(" `") for part in stands_on.split(",") if part.strip()}
        for name, stands_on in ROW.findall(PAGE.read_text())
    }
    layers = below("police.complaint", known)
    assert page == {short(layer): set(map(short, known[layer])) for layer in layers}
