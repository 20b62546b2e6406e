from odoo import models


class PoliceRecheckAfterWriteMixin(models.AbstractModel):
    """For what a district administrator keeps: nothing leaves the district by an edit.

    Core checks the rules before a write only.
    """

    _name = "police.recheck.after.write.mixin"
    _description = "Kept by a District"

    def write(self, vals):
        result = super().write(vals)
        if not self.env.su:
            self.check_access("write")
        return result
