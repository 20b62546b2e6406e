from odoo import api, models
from odoo.tools import file_open
from odoo.tools.convert import convert_csv_import


class PoliceDataLoader(models.AbstractModel):
    """Loads the lists that describe one force, when its addon is installed.

    Odoo writes a CSV of the manifest's `data` again at each upgrade. What an administrator
    changed or deleted must stay so: call this from a file with `noupdate="1"` instead.
    """

    _name = "police.data.loader"
    _description = "Initial Lists of a Force"

    @api.model
    def _load(self, module, *paths):
        """Load CSV files, each named after its model, as records the addon never touches again.

        :param str module: the addon that ships them
        :param paths: paths inside that addon, in the order to load
        :raise Exception: a row cannot be loaded; the message names it
        """
        for path in paths:
            with file_open(f"{module}/{path}", "rb") as stream:
                convert_csv_import(self.env, module, path, stream.read(), noupdate=True)
