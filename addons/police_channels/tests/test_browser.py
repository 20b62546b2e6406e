from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from .samples import HOSTILE, raw_mail
from .screen_script import script

# At the end the browser does ask a strange host, to show that it would have been seen; for a
# picture it does not even when a script of ours says so.
CONTROL = "https://control.example/words"
PICTURE = "https://control.example/picture.png"
ASK = """
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const picture = new Image();
    await new Promise((resolve) => {
        picture.onload = picture.onerror = resolve;
        picture.src = "%(picture)s";
    });
    await fetch("%(control)s", {mode: "no-cors"}).catch(() => {});
"""


@tagged("post_install", "-at_install")
class TestBrowser(HttpCase):
    """A hostile mail on the screens of the office, in a real browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        new_test_user(cls.env, "test_desk_screen", groups="police_force.group_control_room")
        channel = cls.env.ref("police_channels.channel_mail")
        raw = raw_mail(HOSTILE, Content_Type="text/html; charset=utf-8", Subject="<img src=x>")
        with trap_jobs():
            event = cls.env["police.channel.event"]._store(channel, raw, {})
            event._work()
            event.message_ids._work()
        cls.message = event.message_ids

    def setUp(self):
        super().setUp()
        self.asked = []

    def fetch_proxy(self, url):
        """Called for every request of the browser to any host but ours."""
        self.asked.append(url)
        return super().fetch_proxy(url)

    def _look(self, path, steps):
        asking = ASK % {"control": CONTROL, "picture": PICTURE}
        self.browser_js(
            path,
            script(steps + asking),
            login="test_desk_screen",
            timeout=120,
            error_checker=lambda text: "404" not in text and "Content Security" not in text,
        )
        self.assertEqual(self.asked, [CONTROL])

    def test_message_asks_no_other_host(self):
        self._look(
            f"/odoo/action-police_channels.police_channel_message_action/{self.message.id}",
            """
            (await found(".o_notebook .nav-link", "As it looked")).click();
            await found(".o_field_html", "[map]");
            """,
        )

    def test_complaint_asks_no_other_host(self):
        self._look(
            f"/odoo/action-police_grievance.police_complaint_action/{self.message.complaint_id.id}",
            'await found("[name=description], [name=description] textarea", "words");',
        )
