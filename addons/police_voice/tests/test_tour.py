from odoo.tests import HttpCase, tagged

from odoo.addons.police_channels.tests.voice_common import PHONE

from .taker_common import TakerCase


@tagged("post_install", "-at_install")
class TestTour(HttpCase, TakerCase):
    """A page that is opened, or opened anew, while the phone rings."""

    def test_the_form_opens_while_it_rings(self):
        self._complain(PHONE)
        self._tell(phones={"taker-1": {"duty": "on", "is_there": True}})
        self._rings()
        with self._orders() as asked:
            self.start_tour("/odoo", "police_voice_call", login=self.desk_user.login)
        self.assertEqual([order for order, _more in asked], ["answer", "duty"])
        self.assertEqual(asked[1][1], {"phone": "taker-1", "duty": "break"})
