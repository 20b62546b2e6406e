from lxml import etree

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools.safe_eval import safe_eval

from .screen_script import script

# What docs/channel-whatsapp.md tells an operator to fill in.
LABELS = (
    *("Phone number id", "WhatsApp Business Account id", "Access Token", "App Secret"),
    *("Address of the Graph API", "Version of the Graph API", "Webhook", "Verify Token"),
)
LOOK = """
    (await found("button", "Open it")).click();
    for (const label of %(labels)s) {
        await found(".o_form_label", label);
    }
    await found(".o_field_CopyClipboardChar", "/police/channel/whatsapp/in");
    if (document.body.textContent.includes("app secret of Meta")) {
        throw new Error("a secret is shown");
    }
"""


@tagged("post_install", "-at_install")
class TestWhatsAppForm(HttpCase):
    """The page on which an operator connects the number, in a real browser."""

    def test_each_field_that_the_operator_is_told_of_is_there(self):
        channel = self.env.ref("police_channels.channel_whatsapp")
        number = channel._own_settings()[channel]
        number.write({"verify_token": "shown once", "app_secret": "app secret of Meta"})
        groups = "police_force.group_administrator,base.group_system"
        new_test_user(self.env, "test_owner_screen", groups=groups)
        self.browser_js(
            f"/odoo/action-police_channels.police_channel_action/{channel.id}",
            script(LOOK % {"labels": list(LABELS)}),
            login="test_owner_screen",
            timeout=120,
        )

    def test_no_mail_address_is_shown_where_a_number_belongs(self):
        view = etree.fromstring(self.env["police.channel"].get_view(view_type="form")["arch"])
        shown = {
            kind: [
                node.get("placeholder")
                for node in view.iter("field")
                if node.get("name") == "address"
                and not safe_eval(node.get("invisible") or "False", {"kind": kind})
            ]
            for kind in ("email", "sms", "whatsapp", "voice")
        }
        self.assertEqual(shown.pop("email"), ["grievance@police.example"])
        self.assertEqual(set(map(tuple, shown.values())), {("for example +91 00000 00000",)})

    def test_a_channel_without_an_address_says_that_nobody_is_told_anything_by_it(self):
        view = etree.fromstring(self.env["police.channel"].get_view(view_type="form")["arch"])
        [banner] = view.xpath("//div[@name='no_address_banner']")
        for kind, address, is_hidden in (
            ("whatsapp", False, False),
            ("sms", "56161", True),
            ("voice", False, True),
        ):
            known = {"kind": kind, "address": address}
            self.assertEqual(bool(safe_eval(banner.get("invisible"), known)), is_hidden, kind)
