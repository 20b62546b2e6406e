from odoo import api, models


class PoliceFirstLogInReport(models.AbstractModel):
    """The slips for the first log-in, one for each officer: only for who may manage them."""

    _name = "report.police_force.first_log_in_slip"
    _inherit = "police.paper.mixin"
    _description = "First Log-in Slip"

    @api.model
    def _get_report_values(self, docids, data=None):
        officers = self.env["police.officer"].browse(docids)
        officers._check_may_manage()
        waiting = officers.filtered(lambda officer: officer.log_in_state == "slip")
        users = zip(waiting, waiting._users(), strict=True)
        return {
            "papers": [
                self.with_context(lang=officer.lang)._slip(
                    officer.with_context(lang=officer.lang), user
                )
                for officer, user in users
            ]
        }

    def _slip(self, officer, user):
        until = user.police_slip_expires_at
        return {
            "heading": {**self._heading(officer.lang), "zone": officer.district_id.name or ""},
            "title": self.env._("First log-in"),
            "facts": [
                (officer.post_id.display_name or "", officer.name),
                (
                    self.env._("Open in the browser:"),
                    f"{self.env['res.users'].get_base_url()}/web/login",
                ),
                (
                    self.env._("Valid until:"),
                    officer.unit_id._local_words(until, "d MMMM yyyy, HH:mm"),
                ),
            ],
            "secrets": [
                (self.env._("Log-in:"), user.login),
                (self.env._("Password for once:"), user._slip_password()),
            ],
            "sentences": [
                self.env._("Then choose a password of your own. This slip works once."),
                self.env._(
                    "Give it to this officer only. Police never ask for a password on the phone."
                ),
            ],
        }
