from odoo import models


class PoliceLetterReport(models.AbstractModel):
    """Letters to citizens, each in the language of its complaint."""

    _name = "report.police_desk.letter"
    _inherit = "police.paper.mixin"
    _description = "Letter to the Citizen"
    _paper_model = "police.letter"

    def _paper(self, letter):
        lang = letter.complaint_id.language or self.env.lang
        told, complaint = self.with_context(lang=lang), letter.complaint_id._for_citizen(lang)
        lines = [letter.person or "", *(letter.address or "").split(",")]
        return {
            "heading": self._heading(lang),
            "to": [line.strip() for line in lines if line.strip()],
            "day": complaint._citizen_moment(letter.written_at)["text"],
            "about": told._title(letter.about),
            "running": told.env._(
                "Number of your complaint: %(number)s", number=complaint._paper_number()
            ),
            "sentences": told._sentences(letter, complaint),
            "danger": told.env._("In danger? Call 112 at once."),
        }

    def _title(self, about):
        titles = {
            "message": self.env._("A reply about your complaint"),
            "asked": self.env._("A question about your complaint"),
        }
        return titles.get(about) or self.env._("The result of your complaint")

    def _sentences(self, letter, complaint):
        step = letter.milestone_id.sudo().with_context(lang=self.env.lang)
        _title, result = step._citizen_words()
        said = [step.text if letter.about == "message" else result]
        if letter.about == "asked":
            said.append(self.env._("We think that your matter is settled. Is it?"))
        if complaint._reopen_until():
            said.append(complaint._citizen_next())
        said.append(
            self.env._("Answer us by phone or letter, and give the number of your complaint.")
        )
        return [words for words in said if words]
