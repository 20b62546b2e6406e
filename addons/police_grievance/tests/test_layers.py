import ast
import random
from itertools import combinations
from pathlib import Path

from odoo.tests import TransactionCase, tagged

MODELS = Path(__file__).parents[1] / "models"


def _constants(node):
    """The strings of `"a"` or `["a", "b"]`."""
    return {one.value for one in ast.walk(node) if isinstance(one, ast.Constant)}


class Definition:
    """A class of a model as it is written: its name, what it inherits, and its methods."""

    def __init__(self, node):
        named = {
            statement.targets[0].id: _constants(statement.value)
            for statement in node.body
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
        }
        self.name = next(iter(named.get("_name") or named.get("_inherit") or [""]))
        self.inherits = named.get("_inherit", set())
        self.methods = {
            statement.name: statement
            for statement in node.body
            if isinstance(statement, ast.FunctionDef)
        }


@tagged("post_install", "-at_install")
class TestLayers(TransactionCase):
    """A complaint in layers: each mixin stands on those that it calls or refines."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        definitions = [
            Definition(node)
            for path in MODELS.rglob("*.py")
            for node in ast.parse(path.read_text()).body
            if isinstance(node, ast.ClassDef)
        ]
        parents = cls.env.registry["police.complaint"].__mro__
        layers = {parent._name for parent in parents if hasattr(parent, "_name")}
        cls.mixins = {
            one.name: one
            for one in definitions
            if one.name in layers and one.name.startswith("police.complaint.")
        }
        cls.owners = {}
        for mixin in cls.mixins.values():
            for method in mixin.methods:
                cls.owners.setdefault(method, set()).add(mixin.name)
        others = [one for one in definitions if one.name not in cls.mixins]
        cls.elsewhere = {method for one in others for method in one.methods}

    def _ancestors(self, name):
        found = self.mixins[name].inherits & self.mixins.keys()
        return found.union(*(self._ancestors(parent) for parent in found))

    def _called(self, method):
        """Names of methods of a complaint that a method calls on one, other than through super.

        A private name that no other model has is a complaint's, whatever the record is called.
        """
        found = {
            node.attr
            for node in ast.walk(method)
            if isinstance(node, ast.Attribute)
            and not (isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "super")
            and (ast.unparse(node.value) == "self" or self._is_own(node.attr))
        }
        # Every model has these; of complaints, those of the highest layer are meant.
        return found & self.owners.keys() - {"write", "create"}

    def _is_own(self, name):
        return name.startswith("_") and name not in self.elsewhere

    def test_there_are_layers(self):
        self.assertGreater(len(self.mixins), 20)
        self.assertFalse([name for name in self.mixins if not name.endswith(".mixin")])

    def test_each_stands_on_what_it_calls(self):
        for name, mixin in self.mixins.items():
            below = self._ancestors(name) | {name}
            for method in mixin.methods.values():
                for other in self._called(method):
                    with self.subTest(mixin=name, method=method.name, calls=other):
                        self.assertTrue(self.owners[other] & below)

    def test_whoever_refines_a_method_stands_on_whose_it_is(self):
        for method, owners in self.owners.items():
            for one, other in combinations(sorted(owners), 2):
                with self.subTest(method=method, mixins=(one, other)):
                    related = one in self._ancestors(other) or other in self._ancestors(one)
                    self.assertTrue(related)

    def test_the_order_in_which_a_complaint_names_them_means_nothing(self):
        model = self.env.registry["police.complaint"]
        copies = {}
        *own, last = [base for base in model.__bases__ if base._name not in self.mixins]
        mixins = [base for base in model.__bases__ if base._name in self.mixins]
        self.assertGreater(len(mixins), 5)
        expected = self._resolution([*own, *mixins, last], copies)
        self.assertIn("write", expected)
        shuffler = random.Random(14)
        for _round in range(50):
            shuffler.shuffle(mixins)
            self.assertEqual(self._resolution([*own, *mixins, last], copies), expected)

    def test_lists_that_grow_with_the_work_are_not_of_each_layer(self):
        """The ORM asks each list that points back, also those of the layers, about each new row."""
        registry = self.env.registry
        for name in ("police.milestone", "police.pause", "police.protected.text", "police.party"):
            with self.subTest(name=name):
                lists = registry.field_inverses[registry[name]._fields["complaint_id"]]
                self.assertEqual([field.model_name for field in lists], ["police.complaint"])

    def _resolution(self, bases, copies):
        """For each method that several classes have: in which order they are asked, the first one first.

        :param list bases: classes
        :param dict copies: of classes to what only repeats their inheritance; filled as needed
        """
        copied = type("Complaint", tuple(self._copy(base, copies) for base in bases), {})
        chains = {}
        for layer in copied.__mro__:
            for name in getattr(layer, "methods", ()) if "methods" in vars(layer) else ():
                chains.setdefault(name, []).append(layer.of)
        return {name: chain for name, chain in chains.items() if len(chain) > 1}

    def _copy(self, layer, copies):
        if layer is object:
            return object
        if layer not in copies:
            bases = tuple(self._copy(base, copies) for base in layer.__bases__)
            methods = [name for name, value in vars(layer).items() if callable(value)]
            copies[layer] = type(layer.__name__, bases, {"methods": methods, "of": layer})
        return copies[layer]
