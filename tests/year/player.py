"""Plays the year, step by step, and says what was wrong after which.

Runs where Odoo's `env` is, beside the schedulers; `tests/test_year.py` starts all of them.
"""

import json
import traceback
from datetime import timedelta

from odoo.exceptions import MissingError, UserError
from odoo.service.model import retrying

from . import cases, figures, lists, people, reorganising, tasks, truth
from .clock import Clock
from .force import Accepted, Force, Nothing
from .remote import Remote

# For each reorganisation so many steps of other kinds.
OTHERS = 1.4
YEAR = timedelta(days=365)
# Users asked for what they see after each step: of those who have just lost or got something, and of all.
CHANGED = 2
ROTATING = 3
TRIES = 4


def plan(chance, reorganisations, only):
    """The actions of a year in random order, with the time that passes before each."""

    def drawn(actions, count):
        chosen = {
            one: weight for one, weight in actions.items() if not only or one.__name__ in only
        }
        return chance.choices(list(chosen), chosen.values(), k=int(count)) if chosen else []

    others = people.ACTIONS | cases.ACTIONS | lists.ACTIONS
    steps = drawn(reorganising.ACTIONS, reorganisations) + drawn(others, reorganisations * OTHERS)
    chance.shuffle(steps)
    weights = [chance.choice((0, 0, 0, 0.3, 1, 3)) for _step in steps]
    return [
        (step, YEAR * weight / sum(weights)) for step, weight in zip(steps, weights, strict=True)
    ]


class Player:
    """:param list urls: of the services with the schedulers
    :param only: names of the actions that are played, all by default
    :param switched_off: names of what is not checked
    :param bool goes_on: after something was wrong, to see what else is"""

    def __init__(self, env, urls, seed, reorganisations, only=(), switched_off=(), goes_on=False):
        self.env, self.force, self.clock = env, Force(env, seed), Clock(env)
        self.remote = Remote(env, urls)
        self.steps = plan(self.force.chance, reorganisations, only)
        self.switched_off, self.goes_on = set(switched_off), goes_on
        self.history, self.wrong, self.known = [], [], set()
        self.turn = 0

    def play(self):
        """:return: {wrong: [[step, what, sentences]], history: [a line of each step]}"""
        sight = None
        for number, (action, span) in enumerate([(None, timedelta())] * 2 + self.steps):
            self.clock.let_pass(span)
            self.clock.wake()
            before = sight or truth.Sight(self.env.cr)
            problems = self._act(number, action) if action else {}
            self.clock.settle()
            sight = truth.Sight(self.env.cr)
            problems |= self._check(before, sight)
            if problems.get("tasks"):
                problems["tasks"] = self._tasks_within_the_hour(sight)
            new = {what: self._not_known(words) for what, words in problems.items()}
            self.wrong += [(number, what, words) for what, words in new.items() if words]
            if self.wrong and not self.goes_on:
                break
        return {"wrong": self.wrong, "history": self.history}

    def _not_known(self, words):
        new = [sentence for sentence in words if sentence not in self.known]
        self.known.update(new)
        return new

    def _act(self, number, action):
        """Do one of the steps; what the product refuses is history, too."""
        line, problems = "", {}
        for _try in range(TRIES):
            try:
                state = self.force.chance.getstate()
                line = retrying(lambda state=state: self._once(action, state), self.env)
            except Nothing:
                self._undo()
                line = "nothing to do it with"
                continue
            except UserError as error:
                self._undo()
                line = f"refused: {error}"
                if isinstance(error, MissingError):
                    problems = {"errors": [traceback.format_exc(limit=-6)]}
            except Accepted as error:
                self._undo()
                line = f"accepted: {error}"
                problems = {"deletions": [str(error)]}
            except Exception:  # noqa: BLE001 whatever the product stumbles over is looked for
                self._undo()
                line = traceback.format_exc(limit=-6)
                problems = {"errors": [line]}
            break
        self.history.append(f"{number}. {self.clock.passed} {action.__name__}: {line}")
        return problems

    def _once(self, action, state):
        self.force.chance.setstate(state)
        return action(self.force)

    def _undo(self):
        self.env.cr.rollback()
        self.env.transaction.reset()
        self.env.registry.reset_changes()

    def _check(self, before, sight):
        cr = self.env.cr
        found = {
            "units": lambda: truth.living_units(cr),
            "sight": lambda: self._sight(before, sight),
            "levels": lambda: truth.levels(cr),
            "tasks": lambda: tasks.living_holders(cr, sight),
            "figures": lambda: self._figures(sight),
            "barred": lambda: truth.barred(cr),
        }
        found = {what: ask() for what, ask in found.items() if what not in self.switched_off}
        cr.rollback()
        return found

    def _tasks_within_the_hour(self, sight):
        """A task given at the very moment its holder left is passed on by the next round."""
        self.clock.wake()
        self.clock.settle()
        return tasks.living_holders(self.env.cr, sight)

    def _figures(self, sight):
        users = self.force.postings(("unit_id.kind", "=", "district")).user_id
        supervisors = users & self.force.holding("supervisor")
        seen = [self.force.by(user, self.env["police.unit"]).env for user in supervisors[:1]]
        everything = self.env(user=self.force.admin.id)
        return figures.wrong(self.env.cr, everything, seen[0], sight) if seen else []

    def _sight(self, before, sight):
        """Compare what users see with what they are responsible for.

        Those for whom it has changed ask other processes, in which nobody has done anything.
        """
        changed, rotating = self._asked(before, sight)
        closed, words = truth.Sight(self.env.cr, is_open=False), []
        for user in changed | rotating:
            complaints = self.force.by(user, self.env["police.complaint"])
            if not complaints.has_access("read"):
                words += [f"user {user.id} may read nothing"] if sight.must(user.id) else []
                continue
            is_open = [["is_open", "=", True]]
            seen = (
                self.remote.seen(user, is_open)
                if user in changed
                else set(complaints.search(is_open).ids)
            )
            past = set(complaints.search([["is_open", "=", False]]).ids)
            words += self._differences(user, "open", seen, sight)
            words += self._differences(user, "closed", past, closed)
        return words

    @staticmethod
    def _differences(user, state, seen, sight):
        """What is wrong with the complaints of one state that a user sees."""
        more = seen - sight.must(user.id) - sight.either(user.id)
        less = sight.must(user.id) - seen
        return [
            f"user {user.id} {what} {len(ids)}: {sorted(ids)[:8]}"
            for what, ids in (
                (f"sees {state} complaints of others", more),
                (f"does not see {state} complaints they are responsible for", less),
            )
            if ids
        ]

    def _asked(self, before, sight):
        """Users: some who lost or got complaints just now, and some in turn."""
        chance, ids = self.force.chance, sorted(before.users() | sight.users())
        lost = [one for one in ids if before.responsible(one) - sight.responsible(one)]
        got = [one for one in ids if sight.responsible(one) - before.responsible(one)]
        changed = {
            one for some in (lost, got) for one in chance.sample(some, min(CHANGED, len(some)))
        }
        roles = ("station_head", "station_staff", "supervisor", "control_room")
        turned = self.force.holding(*roles).ids
        rotating = [turned[(self.turn + number) % len(turned)] for number in range(ROTATING)]
        self.turn += ROTATING
        users = self.env["res.users"]
        return users.browse(sorted(changed)).filtered("active"), users.browse(rotating)


def play(env, **values):
    """Play and print the outcome as the last line."""
    print("YEAR " + json.dumps(Player(env, **values).play()))
