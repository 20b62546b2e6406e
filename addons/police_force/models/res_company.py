import base64

from odoo import models
from odoo.tools import file_open

# The names that core gives: the force's own take their place, an administrator's never.
UNNAMED, ROBOT = "My Company", "OdooBot"
NAME, EMBLEM = "Police Grievance Service", "police_force/static/src/img/emblem.png"


class ResCompany(models.Model):
    _inherit = "res.company"

    def _look_like_a_force(self):
        """Our name and emblem where nobody has put any, and on what the service does by itself."""
        with file_open(EMBLEM, "rb") as file:
            emblem = base64.b64encode(file.read())
        for company in self:
            if company.name == UNNAMED:
                company.name = NAME
            if company.uses_default_logo:
                company.logo = emblem
        robot = self.env.ref("base.partner_root").sudo()
        if robot.name == ROBOT:
            robot.write({"name": NAME, "image_1920": emblem})
