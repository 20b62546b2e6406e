"""`tools/launch words`: learns from the texts anew, and writes what was learnt.

Twice: once without the cases, to see what it is worth on texts not seen, and once with them.
"""

from .without_odoo import ROOT, make_importable

make_importable("police_force", "police_grievance")

from odoo.addons.police_grievance.tools.understanding.verdict import WEIGHTS

from . import fit, labelled

UNSEEN = labelled.CASES.with_name("unseen.weights")


def main():
    corpus, cases = labelled.corpus(), labelled.cases()
    least = fit.thresholds(corpus, fit.out_of_fold(corpus))
    for rows, path in ((corpus, UNSEEN), (corpus + cases, WEIGHTS)):
        content = fit.learn(rows, least)
        path.write_bytes(content)
        print(f"{len(rows)} texts, {len(content) // 1024} KiB: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
