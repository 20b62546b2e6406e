from collections import defaultdict
from typing import NamedTuple

from odoo import api, models

from ..tools.spreadsheet_text import is_without_hindi
from ..tools.text import joined_sound_key, name_words

NAME_COLUMNS = ("name", "name_hindi", "other_names")
ANSWERS = [("same", "The same"), ("other", "Another")]


class Problem(NamedTuple):
    """What is wrong with one cell, or with a row where `column` is empty.

    With `other` it is a question: whether the row means what is there already. `other` names that,
    so that the `answer` (one of ANSWERS) still finds it when the list is read again.
    """

    row: int
    column: str
    value: str
    reason: str
    other: str = ""
    answer: str = ""

    @property
    def is_open(self):
        """Whether nothing can be imported until this is mended, or answered."""
        return not self.answer


class PoliceImportQuestionMixin(models.AbstractModel):
    """Asks about rows that are nearly what is there already; nobody but a person can know."""

    _name = "police.import.question.mixin"
    _description = "Question of an Import"

    @api.model
    def _blame(self, problems, row, key, reason):
        """Append what is wrong with a cell."""
        problems.append(Problem(row["number"], self._label(key), row[key], reason))

    @api.model
    def _ask(self, problems, row, key, other, reason):
        """Ask whether a row means what is there already.

        :param str other: what it perhaps is: a record, or a line of the list
        :return: "same", "other", or an empty text while nobody has answered
        """
        value = row[key]
        answer = row["answers"].get((value, other), "")
        problems.append(Problem(row["number"], self._label(key), value, reason, other, answer))
        return answer

    def _label(self, key):
        return next(column.label for column in self._columns() if column.key == key)

    @api.model
    def _same_among(self, problems, row, key, candidates):
        """What a row stands for, of what is nearly the same; asked one after the other.

        :param candidates: list of (record, or row of the list; the reason to ask)
        :return: a record or row, None if it is none of these, or not known yet
        """
        for candidate, reason in candidates:
            answer = self._ask(problems, row, key, self._named(candidate), reason)
            if answer != "other":
                return candidate if answer else None
        return None

    @staticmethod
    def _named(candidate):
        """A row by what it says, since lines move when a list is mended."""
        if isinstance(candidate, dict):
            return f"{candidate['name']}|{candidate.get('code') or candidate.get('phone', '')}"
        return str(candidate)

    @api.model
    def _row_reason(self, other):
        """Why to ask, where it is another line of the list that says nearly the same."""
        return self.env._(
            "Line %(line)s says nearly the same: %(name)s. Is it the same?",
            line=other["number"],
            name=other["name"],
        )

    @staticmethod
    def _sound(name):
        """What is the same of all spellings of a name, in any script."""
        return joined_sound_key(name_words(name))

    @api.model
    def _by_sound(self, records, group):
        """Records by the sound of each of their names.

        :param group: function of a record; what has to be the same as well
        :rtype: dict of (group, sound) to a list of records
        """
        found = defaultdict(list)
        for record, names in records._names_in_all_languages().items():
            for sound in dict.fromkeys(map(self._sound, names)):
                found[group(record), sound].append(record)
        return found

    @api.model
    def _alike(self, row, group, by_sound):
        """The records whose name is, in any spelling, one of those of a row."""
        sounds = [self._sound(row[key]) for key in ("name", "name_hindi") if row[key]]
        found = (record for sound in sounds for record in by_sound.get((group, sound), ()))
        return list(dict.fromkeys(found))

    @api.model
    def _check_names(self, rows, problems):
        """Append names whose letters are Hindi only in some font of theirs."""
        reason = self.env._(
            "This is not in Hindi letters: typed for a font such as Kruti Dev, nobody else can read it."
        )
        keys = [column.key for column in self._columns() if column.key in NAME_COLUMNS]
        for key in keys:
            texts = [row[key] for row in rows]
            is_for_font = self._is_typed_for_font(" ".join(texts))
            for row, text in zip(rows, texts, strict=True):
                is_latin = is_without_hindi(text)
                if is_latin and (
                    is_for_font or key == "name_hindi" or self._is_typed_for_font(text)
                ):
                    self._blame(problems, row, key, reason)

    @api.model
    def _is_typed_for_font(self, text):
        """Whether these Latin letters are Hindi in some font; whoever knows such fonts says so.

        :param str text: a name, or all names of a column
        """
        return False
