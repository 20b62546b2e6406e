"""What a door is told by the environment. Standard library only: the doors run outside Odoo."""

import os
from dataclasses import field


def setting(name, default, kind=str):
    """A field of a dataclass that a variable of the environment sets, unless whoever makes one says otherwise.

    :param str name: of the variable
    :param str default: what it holds where nobody has set it
    :param kind: callable that makes the value of its text
    """
    return field(default_factory=lambda: kind(os.environ.get(name, default)))
