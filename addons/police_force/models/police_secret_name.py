from odoo import api, models

HIDDEN = "•••"


class PoliceSecretNameMixin(models.AbstractModel):
    """Records whose name says who complained, or that there is a case: told to their readers only.

    Odoo gives names away as the superuser: of what a field, a message or an activity points to,
    and anybody may have one point anywhere. So what counts is who asks, whatever rights are lent
    to them at that moment. The service user is told all names.
    """

    _name = "police.secret.name.mixin"
    _description = "Name for Readers Only"

    @api.depends_context("uid")
    def _compute_display_name(self):
        return super(PoliceSecretNameMixin, self._told())._compute_display_name()

    def _told(self):
        """Hide the names of those that the user may not read.

        Every model that makes its names itself makes them of these only.

        :return: the others, whose names are still to be made
        """
        refused = set(self._origin._not_told().ids)
        hidden = self.filtered(lambda record: record._origin.id in refused)
        hidden.display_name = HIDDEN
        return self - hidden

    def _not_told(self):
        """Those of these records whose names are not for the user, whatever rights are lent.

        A model of core, of which others have records too, asks for its secret ones only.
        """
        asked = self.sudo(False)
        return asked - asked._filtered_access("read")
