from odoo import fields, models


class PoliceParty(models.Model):
    """A person's part in a complaint.

    The link points from here to both, never from the complaint to the person:
    whoever may read a record is shown the display names of what it links to.
    """

    _name = "police.party"
    _description = "Party to a Complaint"
    _rec_name = "role"

    complaint_id = fields.Many2one("police.complaint", required=True, index=True, ondelete="cascade")
    complainant_id = fields.Many2one(
        "police.complainant", "Person", required=True, index=True, ondelete="restrict"
    )
    role = fields.Selection(
        [
            ("complainant", "Complainant"),
            ("victim", "Victim"),
            ("witness", "Witness"),
            ("accused", "Person complained of"),
        ],
        required=True,
        default="complainant",
    )

    _part_unique = models.UniqueIndex(
        "(complaint_id, complainant_id, role)", "This person has that part already."
    )
