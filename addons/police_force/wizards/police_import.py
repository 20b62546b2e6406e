import base64
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.spreadsheet_text import Spoilt, is_spoilt, read_csv, separator_of
from ..tools.workbook import LARGEST_FILE
from .base_import_import import ReadTooBig

KINDS = [
    ("units", "Circles and stations"),
    ("places", "Places"),
    ("staff", "Staff with their postings"),
]
MOST_ROWS = 5000
MOST_BASE64 = LARGEST_FILE * 4 // 3 + 4
WORKBOOK = b"PK\x03\x04"


class PoliceImport(models.TransientModel):
    """Import a list from a spreadsheet: try it, see what is wrong, then take all of it or nothing.

    Works with the rights of whoever imports; see `police.import.kind.mixin` for what a list may hold.
    """

    _name = "police.import"
    _description = "Import of a List"
    _inherit = "police.wizard.mixin"

    kind = fields.Selection(KINDS, "List", required=True, default="units")
    file = fields.Binary(attachment=False, help="CSV or Excel (.xlsx), first sheet.")
    file_name = fields.Char()
    state = fields.Selection(
        [("draft", "Choose the file"), ("checked", "Checked"), ("done", "Imported")],
        default="draft",
        required=True,
    )
    problem_ids = fields.One2many("police.import.problem", "import_id", "To mend")
    new_count = fields.Integer("New", readonly=True)
    changed_count = fields.Integer("Changed", readonly=True)
    same_count = fields.Integer("Unchanged", readonly=True)
    wrong_count = fields.Integer("Wrong", readonly=True)
    asked_count = fields.Integer("To answer", readonly=True)
    told = fields.Text("What follows", readonly=True)
    officers = fields.Json(readonly=True)

    @api.depends("kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for wizard in self._told():
            wizard.display_name = labels[wizard.kind]

    def action_template(self):
        """Download the empty list with headings in the language of the user."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/police/import/template/{self.kind}",
            "target": "download",
        }

    def action_check(self):
        """Try it and keep nothing."""
        return self._try(keep=False)

    def action_import(self):
        """Import all rows, or none."""
        return self._try(keep=True)

    def action_print_slips(self):
        """Slips for the officers that this import made."""
        self.ensure_one()
        return self.env["police.officer"].browse(self.officers or []).action_print_slips()

    def action_again(self):
        """Begin with the next list."""
        return self._reopened(self.create({"kind": self.kind}))

    def _try(self, keep):
        """Read the sheet and import it, or only see what would come of it.

        :param bool keep: whether what was imported stays; it never does where there are problems
        :return: the action that shows the outcome on this page
        """
        self.ensure_one()
        lists = self.env[f"police.import.{self.kind}"]
        outcome = lists._run(self._cells(), keep, self._answers())
        waiting = [problem for problem in outcome.problems if problem.is_open]
        asked = sum(bool(problem.other) for problem in waiting)
        done = keep and not waiting
        # Nobody writes problems but the import itself.
        record = self.sudo()
        record.problem_ids.unlink()
        record.write(
            {
                "state": "done" if done else "checked",
                "problem_ids": [
                    fields.Command.create(problem._asdict()) for problem in outcome.problems
                ],
                "wrong_count": len(waiting) - asked,
                "asked_count": asked,
                "new_count": outcome.new,
                "changed_count": outcome.changed,
                "same_count": outcome.same,
                "told": "\n".join(outcome.told),
                "officers": outcome.officers if done else [],
                # Names and mobiles of a whole district need not lie here any longer.
                **({"file": False} if done else {}),
            }
        )
        return self._reopened(self)

    def _answers(self):
        """What was answered: {line: {(value, what it perhaps is): answer}}."""
        answers = defaultdict(dict)
        for problem in self.problem_ids.filtered("answer"):
            answers[problem.row][problem.value or "", problem.other] = problem.answer
        return answers

    def _reopened(self, record):
        action = self.env["ir.actions.act_window"]._for_xml_id("police_force.police_import_action")
        return {**action, "res_id": record.id}

    def _cells(self):
        """The rows of the file as lists of cells, the headings first.

        :raise UserError: it is empty, too long, or nothing that can be read
        """
        if not self.file:
            raise UserError(self.env._("Choose a file first."))
        if len(self.file) > MOST_BASE64:
            raise self._too_big()
        try:
            length, rows = self._read(base64.b64decode(self.file))
        except ReadTooBig as error:
            raise self._too_big() from error
        except Spoilt as error:
            raise self._spoilt() from error
        except Exception as error:  # pylint: disable=broad-except
            raise UserError(
                self.env._("This is neither a CSV file nor an Excel workbook (.xlsx).")
            ) from error
        if length > MOST_ROWS:
            raise self._too_big()
        rows = [list(row) for row in rows]
        self._check_letters(rows)
        return rows

    def _read(self, content):
        """What `_read_file` of the framework gives for an Excel workbook, or for text of any kind."""
        options = {"quoting": '"', "separator": "", "encoding": "utf-8"}
        name = self.file_name
        if not content.startswith(WORKBOOK):
            text = read_csv(content)
            options["separator"], name = separator_of(text), "list.csv"
            content = text.encode()
        reader = self.env["base_import.import"].create(
            {"res_model": "police.unit", "file": content, "file_name": name}
        )
        return reader._read_bounded(options, MOST_ROWS)

    def _check_letters(self, rows):
        """
        :raise UserError: Hindi was lost when the file was saved
        """
        for number, row in enumerate(rows, start=1):
            for cell in map(str, row):
                if is_spoilt(cell):
                    raise self._spoilt(
                        self.env._("Row %(row)s reads “%(text)s”.", row=number, text=cell)
                    )

    def _spoilt(self, where=""):
        reason = self.env._(
            "The Hindi in this file was lost when it was saved. Open the list it was made of and save "
            "it as an Excel workbook (.xlsx) or as “CSV UTF-8”."
        )
        return UserError(f"{reason} {where}".strip())

    def _too_big(self):
        return UserError(self.env._("More than %(count)d rows: divide it.", count=MOST_ROWS))
