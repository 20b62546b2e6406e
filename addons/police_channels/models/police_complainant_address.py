from odoo import api, fields, models


class PoliceComplainantAddress(models.Model):
    """A citizen may want no more notices at an address; the complaint goes on."""

    _inherit = "police.complainant.address"

    no_notices_since = fields.Datetime(
        "Wants no notices since",
        readonly=True,
        copy=False,
        help="They wrote STOP; START undoes it. What they ask for, and a warning of danger, still goes out.",
    )

    def _also_of_kind(self, kind):
        """The same values as addresses of another kind, of whoever has none there; as safe as these.

        :return: the rows that were made
        """
        made = self.browse()
        for person, theirs in self.grouped("complainant_id").items():
            known = person.address_ids.filtered(lambda row: row.kind == kind).mapped("value")
            if theirs[0].value not in known:
                made += theirs[0].copy({"kind": kind})
        return made

    def _gets_no_sms(self):
        """Whether its person wrote STOP in an SMS from this phone, which is an address of its own then."""
        phones = self.complainant_id.address_ids.filtered(lambda row: row.kind == "phone")
        return any(row.value == self.value and row.no_notices_since for row in phones)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._as_unwanted_as_others(vals) for vals in vals_list])

    def _as_unwanted_as_others(self, vals):
        """Where all that a person has of a kind gets no notices, one more of it gets none either."""
        person = self.env["police.complainant"].browse(vals.get("complainant_id"))
        theirs = person.sudo().address_ids.filtered(lambda row: row.kind == vals.get("kind"))
        stopped = theirs.mapped("no_notices_since")
        return {**vals, "no_notices_since": max(stopped)} if stopped and all(stopped) else vals

    def _contact_warnings(self):
        """:return: what an officer has to see, and that notices no longer reach them"""
        warnings = super()._contact_warnings()
        if any(self.mapped("no_notices_since")):
            warnings.append(self.env._("GETS NO NOTICES: they wrote STOP"))
        return warnings
