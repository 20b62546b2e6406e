from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.police_force.models.res_lang import DEFAULT_PARAMETER
from odoo.addons.queue_job.tests.common import trap_jobs

from .samples import raw_mail
from .screen_script import script

# Shut, and one click away.
OPENED = script(
    """
    const summary = await found("details > summary", "Repeats our message");
    const words = summary.nextElementSibling;
    if (words.checkVisibility()) {
        throw new Error("open");
    }
    summary.click();
    if (!words.checkVisibility() || !words.textContent.includes("Follow it")) {
        throw new Error("shut");
    }
    """
)


@tagged("post_install", "-at_install")
class TestFoldedScreen(HttpCase):
    """What repeats our notice, in a real browser, on the complaint and on the citizen's page."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(DEFAULT_PARAMETER, "en_US")
        new_test_user(cls.env, "test_desk_screen", groups="police_force.group_control_room")
        cls.complaint = cls._arrive(raw_mail())
        notice = cls.env["police.channel.message"].search(
            [("complaint_id", "=", cls.complaint.id), ("direction", "=", "out")], limit=1
        )
        quoted = "\n".join(f"> {line}" for line in notice.text.split("\n"))
        cls._arrive(
            raw_mail(
                f"He came again.\n\n{quoted}",
                Message_ID="<two@example.org>",
                In_Reply_To=notice.external_id,
            )
        )

    @classmethod
    def _arrive(cls, raw):
        channel = cls.env.ref("police_channels.channel_mail")
        with trap_jobs():
            event = cls.env["police.channel.event"]._store(channel, raw, {})
            event._work()
            event.message_ids._work()
        return event.message_ids.complaint_id

    def test_on_the_complaint(self):
        path = f"/odoo/action-police_grievance.police_complaint_action/{self.complaint.id}"
        self.browser_js(path, OPENED, login="test_desk_screen", timeout=120)

    def test_on_the_citizens_page(self):
        url = self.complaint._follow_url(self.complaint.party_ids)
        self.browser_js(url.removeprefix(self.complaint.get_base_url()), OPENED, timeout=60)
