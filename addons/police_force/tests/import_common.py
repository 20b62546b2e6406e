import base64

from .admin_common import AdminCase

UNITS = "Code,Kind,Name in English,Name in Hindi,Code of the unit above,Mailbox of the office\n"
PLACES = "Name in English,Name in Hindi,Kind,PIN code,Code of the unit\n"
STAFF = "Log-in,Name,Mobile,E-mail,Rank,Code of the unit,Posted from,Kind of posting\n"


class ImportCase(AdminCase):
    """A list as its administrator imports it: choose the file, try, answer, try, import."""

    def _list(self, kind, text, by=None, name="list.csv"):
        content = text if isinstance(text, bytes) else text.encode()
        wizard = self.env["police.import"].with_user(by or self.keeper)
        return wizard.create({"kind": kind, "file": base64.b64encode(content), "file_name": name})

    def _checked(self, kind, text, by=None):
        wizard = self._list(kind, text, by)
        wizard.action_check()
        return wizard

    def _import(self, kind, text, by=None):
        wizard = self._list(kind, text, by)
        wizard.action_import()
        self.assertEqual((wizard.state, self._reasons(wizard)), ("done", []))
        return wizard

    def _answer(self, wizard, *answers):
        """As the form writes them, one for each question that is shown."""
        for problem, answer in zip(wizard.problem_ids, answers, strict=True):
            self.assertTrue(problem.other, problem.reason)
            wizard.write({"problem_ids": [(1, problem.id, {"answer": answer})]})
        wizard.action_check()
        self.assertFalse(wizard.wrong_count + wizard.asked_count, self._reasons(wizard))
        wizard.action_import()
        self.assertEqual(wizard.state, "done")

    def _reasons(self, wizard):
        return [(problem.row, problem.reason) for problem in wizard.problem_ids]

    def _counts(self, wizard):
        return wizard.new_count, wizard.changed_count, wizard.same_count
