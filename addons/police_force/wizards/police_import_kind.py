from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import UserError

from ..tools.text import clean, normalise
from .police_import_question import Problem


class Column(NamedTuple):
    """One column of a list; `label` and `help` are in the language of the user."""

    key: str
    label: str
    help: str
    required: bool = False


class Outcome(NamedTuple):
    """What an import did, or would do: how many records are new, changed, as they were.

    Of `problems` those that are open are why it did nothing; the others are answered questions.
    `told` are sentences on what follows from it.
    """

    problems: list
    new: int = 0
    changed: int = 0
    same: int = 0
    officers: list = ()
    told: list = ()


class Choices(NamedTuple):
    """What a cell may say: {text in any language: value}, and the labels for the user to read."""

    values: dict
    labels: list


class Undo(Exception):
    """Ends a savepoint whose changes are not wanted."""


class PoliceImportKindMixin(models.AbstractModel):
    """One kind of list. Rows are dicts of text by column key; `row["number"]` is its line.

    A list imported again changes what differs and makes nothing twice. An empty cell
    leaves what is there.
    """

    _name = "police.import.kind.mixin"
    _description = "Kind of Import"
    _inherit = "police.import.question.mixin"

    @api.model
    def _columns(self):
        """The columns of this list.

        :rtype: list of Column
        """
        raise NotImplementedError

    @api.model
    def _check(self, rows, problems):
        """Resolve what the cells name, writing into the rows, and append what is wrong.

        :param rows: dicts
        :param problems: list of Problem, to append to
        """
        raise NotImplementedError

    @api.model
    def _apply(self, rows):
        """Create and change records, as the current user.

        :param rows: dicts without problem
        :rtype: Outcome
        """
        raise NotImplementedError

    @api.model
    def _run(self, table, keep, answers=None):
        """Import a table, or find out what would happen.

        :param table: rows of cells, the headings first
        :param bool keep: False for a dry run
        :param dict answers: {line: {(value, what it perhaps is): one of ANSWERS}}
        :rtype: Outcome
        """
        self._check_importer()
        problems = []
        rows = self._rows(table, problems)
        for row in rows:
            row["answers"] = (answers or {}).get(row["number"], {})
        self._check_names(rows, problems)
        if rows and not problems:
            self._check(rows, problems)
        problems.sort(key=lambda problem: problem.row)
        if any(problem.is_open for problem in problems):
            return Outcome(problems)
        rows = [row for row in rows if not row.get("is_left_out")]
        try:
            outcome = self._applied(rows, keep)
        except UserError as error:
            return Outcome(self._culprits(rows) or [Problem(0, "", "", str(error))])
        return outcome._replace(problems=problems)

    def _applied(self, rows, keep):
        outcome = Outcome([])
        try:
            with self.env.cr.savepoint():
                outcome = self._apply(rows)
                self.env.flush_all()
                if not keep:
                    raise Undo
        except (Undo, UserError) as ended:
            # What was undone must not stay in memory.
            self.env.registry.clear_cache()
            if isinstance(ended, UserError):
                raise
        return outcome

    def _culprits(self, rows):
        """The rows that fail when they are imported one by one; nothing is kept."""
        problems = []
        try:
            with self.env.cr.savepoint():
                for row in rows:
                    self._try_row(row, problems)
                raise Undo
        except Undo:
            self.env.registry.clear_cache()
        return problems

    def _try_row(self, row, problems):
        try:
            with self.env.cr.savepoint():
                self._apply([row])
                self.env.flush_all()
        except UserError as error:
            problems.append(Problem(row["number"], "", "", str(error)))

    @api.model
    def _check_importer(self):
        """:raise AccessError: the current user keeps no district"""
        self.env["police.officer"].check_access("create")

    # Headings and cells

    def _rows(self, table, problems):
        """The lines below the headings, without empty ones; what they lack is added to `problems`.

        :param table: list of lists of cells, the headings first
        :param list problems: of Problem
        :return: list of dicts {key of a column: text, "number": that of the line in the sheet}
        """
        keys = self._keys(table[0] if table else [], problems)
        rows = []
        for number, cells in enumerate(table[1:], start=2):
            texts = [self._text(cell) for cell in cells]
            if any(texts):
                row = {column.key: "" for column in self._columns()}
                row.update((key, text) for key, text in zip(keys, texts, strict=False) if key)
                rows.append({**row, "number": number})
        if not rows and not problems:
            problems.append(Problem(1, "", "", self.env._("There is no row below the headings.")))
        for row in rows if not problems else []:
            for column in self._columns():
                if column.required and not row[column.key]:
                    self._blame(problems, row, column.key, self.env._("This must be filled in."))
        return rows

    @staticmethod
    def _text(cell):
        return " ".join(clean(str(cell if cell is not None else "")).split())

    def _keys(self, headings, problems):
        """The column key of each heading, written in any language or as the key itself."""
        known = self._known_headings()
        texts = [self._text(heading) for heading in headings]
        keys = [known.get(self._plain(text)) for text in texts]
        for position, (text, key) in enumerate(zip(texts, keys, strict=True)):
            if text and not key:
                reason = self.env._("No such column: take the headings of the empty list.")
                problems.append(Problem(1, text, text, reason))
            elif key in keys[:position] and key:
                reason = self.env._("This column stands here twice: nobody knows which one counts.")
                problems.append(Problem(1, text, text, reason))
        for column in self._columns():
            if column.required and column.key not in keys:
                reason = self.env._("This column is missing.")
                problems.append(Problem(1, column.label, "", reason))
        return keys

    def _known_headings(self):
        known = {column.key: column.key for column in self._columns()}
        for code, _name in self.env["res.lang"].get_installed():
            for column in self.with_context(lang=code)._columns():
                known[self._plain(column.label)] = column.key
        return known

    @staticmethod
    def _plain(text):
        return normalise(text.replace("*", ""))

    # What cells name

    def _choices(self, model, field):
        """What a cell for a selection may say.

        :rtype: Choices
        """
        described = self.env[model]._fields[field]
        values = {}
        for code, _name in self.env["res.lang"].get_installed():
            options = described._description_selection(self.with_context(lang=code).env)
            values.update((self._plain(label), value) for value, label in options)
        values.update((self._plain(value), value) for value in [*values.values()])
        return Choices(
            values, [label for _value, label in described._description_selection(self.env)]
        )

    def _choose(self, problems, row, key, choices):
        """The value that a cell names, None with a problem if it names none."""
        value = choices.values.get(self._plain(row[key]))
        if value is None:
            reason = self.env._("Not one of: %(choices)s.", choices=", ".join(choices.labels))
            self._blame(problems, row, key, reason)
        return value

    def _is_own(self, unit):
        """Whether the current user keeps the district in which a unit lies."""
        if self.env.user.has_group("police_force.group_administrator"):
            return True
        return unit.district_id.id in self.env["res.users"]._police_scope().district_ids

    def _unit_of(self, problems, row, key, units):
        """The unit that a cell names by code, empty with a problem if it is not to be had."""
        unit = units.get(row[key]) or self.env["police.unit"]
        if not unit:
            self._blame(problems, row, key, self.env._("There is no unit with this code."))
        elif not self._is_own(unit):
            self._blame(problems, row, key, self.env._("This unit belongs to another district."))
            return self.env["police.unit"]
        return unit

    @staticmethod
    def _differences(record, values):
        """The values that are filled in and other than the record's."""
        return {
            name: value
            for name, value in values.items()
            if value
            and value != (record[name].id if record._fields[name].relational else record[name])
        }
