from odoo.tests import tagged

from odoo.addons.police_grievance.tests.access_common import AccessCase


@tagged("post_install", "-at_install")
class TestAccessMatrix(AccessCase):
    def test_the_table_is_what_happens(self):
        self._check_table("police_channels")

    def _sample(self, model, place):
        if model == "police.notification.template":
            return self.env[model].search([], limit=1)
        return super()._sample(model, place)

    def _values_police_notification_template(self, place):
        """There is one for each occasion: the one that was there makes room."""
        template = self.env["police.notification.template"].search([], limit=1)
        [values] = template.copy_data()
        template.unlink()
        return values

    def _values_police_channel_mail(self, place):
        """Each channel has its row from the start: a new one's makes room."""
        channels = self.env["police.channel"]
        channel = channels.create({"name": "New", "slug": f"new-{channels.search_count([])}"})
        channel._own_settings()[channel].unlink()
        return {"channel_id": channel.id}
