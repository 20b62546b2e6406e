from datetime import date, timedelta

from odoo.tests import tagged

from odoo.addons.police_grievance.tests.access_common import AccessCase

# Lists that come with a row for each occasion.
SHIPPED = (
    "police.conversation.command",
    "police.conversation.reply",
    "police.conversation.step",
    "police.notification.template",
    "police.voice.prompt",
)


@tagged("post_install", "-at_install")
class TestAccessMatrix(AccessCase):
    def test_the_table_is_what_happens(self):
        self._check_table("police_channels")

    def _sample(self, model, place):
        if model in SHIPPED:
            return self.env[model].search([], limit=1)
        return super()._sample(model, place)

    def _values_police_notification_template(self, place):
        return self._values_of_shipped("police.notification.template")

    def _values_police_conversation_command(self, place):
        return self._values_of_shipped("police.conversation.command")

    def _values_police_conversation_reply(self, place):
        return self._values_of_shipped("police.conversation.reply")

    def _values_police_conversation_step(self, place):
        return self._values_of_shipped("police.conversation.step")

    def _values_police_voice_prompt(self, place):
        return self._values_of_shipped("police.voice.prompt")

    def _values_of_shipped(self, model):
        """There is one for each occasion: the one that was there makes room."""
        row = self.env[model].search([], limit=1)
        [values] = row.copy_data()
        row.unlink()
        return values

    def _values_police_channel_mail(self, place):
        """Each channel has its row from the start: a new one's makes room."""
        return self._values_of_settings("email")

    def _values_police_channel_sms(self, place):
        return self._values_of_settings("sms")

    def _values_police_channel_voice(self, place):
        return self._values_of_settings("voice")

    def _values_police_channel_whatsapp(self, place):
        return self._values_of_settings("whatsapp")

    def _values_police_channel_account(self, place):
        """A day of its own for each."""
        count = self.env["police.channel.account"].search_count([])
        channel = self.env["police.channel"].search([], limit=1)
        return {"channel_id": channel.id, "day": date(2001, 1, 1) + timedelta(days=count)}

    def _values_of_settings(self, kind):
        channels = self.env["police.channel"]
        slug = f"new-{channels.search_count([])}"
        channel = channels.create({"name": "New", "kind": kind, "slug": slug})
        channel._own_settings()[channel].unlink()
        return {"channel_id": channel.id}
