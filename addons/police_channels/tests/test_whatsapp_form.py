from odoo.tests import HttpCase, new_test_user, tagged

# What docs/channel-whatsapp.md tells an operator to fill in.
LABELS = (
    *("Phone number id", "WhatsApp Business Account id", "Access Token", "App Secret"),
    *("Address of the Graph API", "Version of the Graph API", "Webhook", "Verify Token"),
)
LOOK = """
(async () => {
    const shown = async (selector, text) => {
        for (let time = 0; time < 600; time++) {
            const element = [...document.querySelectorAll(selector)].find(
                (one) => `${one.textContent} ${one.value || ""}`.includes(text)
            );
            if (element) {
                return element;
            }
            await new Promise((resolve) => setTimeout(resolve, 100));
        }
        throw new Error(`${text} is not shown`);
    };
    (await shown("button", "Open it")).click();
    for (const label of %(labels)s) {
        await shown(".o_form_label", label);
    }
    await shown(".o_field_CopyClipboardChar", "/police/channel/whatsapp/in");
    if (document.body.textContent.includes("app secret of Meta")) {
        throw new Error("a secret is shown");
    }
    console.log("test successful");
})();
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
            LOOK % {"labels": list(LABELS)},
            login="test_owner_screen",
            timeout=120,
        )
