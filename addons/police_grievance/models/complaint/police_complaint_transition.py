from odoo import models
from odoo.exceptions import AccessError


class PoliceComplaintTransitionMixin(models.AbstractModel):
    """Who may move a complaint from one stage to another; a refusal says who, and what to press."""

    _name = "police.complaint.transition.mixin"
    _description = "Who May Move a Complaint"

    def _check_transition(self, stage):
        """Refuse a move that is not the user's to make.

        :param stage: `police.stage` to move to
        :raise AccessError: with whose it is, and what the user can press instead
        """
        allowed = self.env["police.stage.transition"]._groups_by_pair()
        groups = frozenset(self.env.user._get_group_ids())
        for origin in self.stage_id:
            roles = allowed.get((origin.id, stage.id))
            if roles is None or not (self.env.su or roles & groups):
                raise AccessError(self._refused_move(origin, stage, roles or ()))

    def _refused_move(self, origin, stage, roles):
        words = [
            self.env._(
                "You may not move a complaint from “%(origin)s” to “%(target)s”.",
                origin=origin.name,
                target=stage.name,
            )
        ]
        if roles:
            names = self.env["res.groups"].sudo().browse(roles).mapped("name")
            words.append(self.env._("This is for: %(roles)s.", roles=", ".join(sorted(names))))
        else:
            words.append(self.env._("There is no way from the one to the other at once."))
        buttons = self._buttons_from(origin)
        if buttons:
            words.append(self.env._("What you can press: %(buttons)s.", buttons=buttons))
        return " ".join(words)

    def _buttons_from(self, origin):
        """The names of the buttons by which the user moves complaints on from a stage."""
        labels = {
            "triage": self.env._("Look at it again"),
            "with_station": {
                "closed": self.env._("Reopen"),
                "action_taken": self.env._("Back to the station"),
                "verification": self.env._("Back to the station"),
            }.get(origin.code, self.env._("Send to station")),
            "action_taken": self.env._("Action taken"),
            "verification": self.env._("Ask the citizen"),
            "closed": self.env._("Close"),
        }
        groups = frozenset(self.env.user._get_group_ids())
        pairs = self.env["police.stage.transition"]._groups_by_pair().items()
        open_to_user = {
            target for (start, target), roles in pairs if start == origin.id and roles & groups
        }
        stages = self.env["police.stage"].browse(open_to_user).sorted("sequence")
        return ", ".join(f"“{labels[stage.code]}”" for stage in stages if stage.code in labels)
