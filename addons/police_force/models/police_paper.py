import qrcode

from odoo import api, models


class PolicePaperMixin(models.AbstractModel):
    """What all papers say alike, in the language of each.

    :cvar _paper_model: name of the model whose records have a paper each
    """

    _name = "police.paper.mixin"
    _description = "Paper"
    _paper_model = None

    @api.model
    def _get_report_values(self, docids, data=None):
        """What a report says: each of "papers" is set by `papers` of paper.typ.

        :raise AccessError: one of the records is not the user's to see
        """
        records = self.env[self._paper_model].browse(docids)
        records.check_access("read")
        return {"papers": [self._paper(record) for record in records]}

    def _paper(self, record):
        """What the paper of a record says.

        :return: dict of "heading" (`_heading`), perhaps "title" and "running", and of what else its
            template names
        """
        raise NotImplementedError

    @api.model
    def _heading(self, lang):
        """Whose paper it is, whom to call and where to write.

        :param str lang: code of the language
        :return: dict, for `paper` of paper.typ
        """
        reader = self.with_context(lang=lang)
        desk = reader.env["police.unit"]._zone_desk().with_context(lang=lang)
        return {
            "lang": (lang or "en").partition("_")[0],
            "service": reader.env._("Police grievance service"),
            "zone": desk.name or "",
            "contact": reader._contact(),
        }

    def _contact(self):
        """:return: whom to call and where to write, on a line; addons that know it say so"""
        return ""

    @api.model
    def _code(self, text):
        """What a phone's camera reads as a text.

        :return: list of rows of dots, 0 for black and 255 for white
        """
        code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=1)
        code.add_data(text)
        return [[0 if is_black else 255 for is_black in row] for row in code.get_matrix()]
