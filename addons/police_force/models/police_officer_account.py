from odoo import fields, models
from odoo.exceptions import UserError


class PoliceOfficerAccountMixin(models.AbstractModel):
    """What an administrator does with the log-in of an officer."""

    _name = "police.officer.account.mixin"
    _description = "Log-in of an Officer"

    log_in_state = fields.Selection(
        [
            ("none", "No log-in yet"),
            ("slip", "Slip given out"),
            ("expired", "Slip expired"),
            ("used", "Logs in"),
            ("left", "Left"),
        ],
        "Log-in state",
        compute="_compute_log_in_state",
    )

    def _compute_log_in_state(self):
        now = fields.Datetime.now()
        for officer, user in zip(self, self._users(), strict=True):
            if not user.active:
                officer.log_in_state = "left"
            elif user.police_slip_expires_at:
                expired = user.police_slip_expires_at <= now
                officer.log_in_state = "expired" if expired else "slip"
            else:
                officer.log_in_state = "used" if user.login_date else "none"

    def action_print_slips(self):
        """Print a slip for each officer who has not logged in yet; a running one is printed again.

        :raise AccessError: one of them is not for the current user to manage
        """
        self._check_may_manage()
        waiting = self.filtered(lambda officer: officer.log_in_state != "left")
        used = waiting.filtered(lambda officer: officer.log_in_state == "used")
        if used:
            raise UserError(
                self.env._(
                    "Already logged in: %(names)s. “Reset password” gives a new slip.",
                    names=", ".join(used.mapped("name")),
                )
            )
        waiting._wait_for_second()
        waiting.filtered(lambda officer: officer.log_in_state != "slip")._issue_slips()
        waiting._write_down(self.env._("First log-in slip printed"))
        return waiting._print_slips()

    def action_reset_password(self):
        """End the sessions, keys and password of the officers; each gets a new slip.

        They and the office above are told, and their roles wait for a second person: whoever
        prints a slip could log in with it.
        """
        self._check_may_manage()
        self._tell("reset")
        self._wait_for_second()
        self._issue_slips()
        self._write_down(self.env._("Password reset, new slip printed"))
        return self._print_slips()

    def action_forget_second_factor(self):
        """The officer's phone is lost: the password alone is asked for until there is a new one."""
        self._check_may_manage()
        self._tell("second_factor")
        self._users()._forget_second_factor()
        self._write_down(self.env._("Second factor forgotten"))

    def action_unlock(self):
        """Forget wrong codes of the second factor, of which too many lock for an hour."""
        self._check_may_manage()
        attempts = self.env["auth.totp.rate.limit.log"].sudo()
        attempts.search([("user_id", "in", self.ids)]).unlink()
        self._write_down(self.env._("Unlocked"))

    def action_leave(self):
        """The officers leave the force: postings end now, the log-in is closed.

        Their complaints pass on with the posts.
        """
        self._check_may_manage()
        self._users()._close_log_in()
        self.invalidate_recordset()

    def action_return(self):
        """Somebody who left works again: a new slip; a posting has to be given."""
        self._check_may_manage()
        self._users().active = True
        self.invalidate_recordset()
        return self.action_reset_password()

    def _issue_slips(self):
        self._users()._issue_slip()
        self.invalidate_recordset(["log_in_state"])

    def _print_slips(self):
        return self.env.ref("police_force.first_log_in_report").report_action(self)

    def _write_down(self, what):
        """Keep who did what to these officers' log-ins."""
        self.env["police.audit.entry"]._add(
            [
                {
                    "action": "act",
                    "model": "res.users",
                    "res_id": officer.id,
                    "record_name": officer.name,
                    "new_text": what,
                    "district_id": officer.district_id.id,
                }
                for officer in self
            ]
        )
