from odoo import models


class PoliceComplaintReplyWizard(models.TransientModel):
    _inherit = "police.complaint.reply.wizard"

    def _way_in_words(self, way, channel):
        """Who gets letters is not only read to on a page that they may never see."""
        told = super()._way_in_words(way, channel)
        if way.party.sudo() not in self.complaint_id.sudo()._parties_by_post():
            return told
        if channel:
            return self.env._("%(way)s, and by letter", way=told)
        who = self._who(way.party)
        return self.env._("%(who)s: by letter, which the control room sends", who=who)
