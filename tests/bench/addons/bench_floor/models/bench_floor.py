from odoo import fields, models


class BenchFloor(models.Model):
    _name = "bench.floor"
    _description = "Bench Floor"

    body = fields.Binary(attachment=False)

    def _do_nothing(self):
        """A job that costs only what the queue itself costs."""
