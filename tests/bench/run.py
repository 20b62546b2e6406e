"""`make bench`: measure the service against its peers and write docs/figures.json."""

import sys

from . import opening
from .figures import Figures
from .prepare import prepared_database

PARTS = {"opening": opening}


def main(names):
    """Measure the named parts, or all."""
    figures = Figures()
    database = prepared_database()
    for name in names or PARTS:
        print(f"{name}:", flush=True)
        PARTS[name].measure(database, figures)
        figures.write()
    missed = [row.name for row in figures.rows if row.met is False]
    print("Every goal met." if not missed else "Missed: " + "; ".join(missed))


if __name__ == "__main__":
    main(sys.argv[1:])
