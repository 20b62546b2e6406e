from unittest.mock import patch

from odoo.tests import TransactionCase, tagged

from odoo.addons.police_grievance.tools.understanding import linear, verdict

from .words import measure


@tagged("post_install", "-at_install")
class TestWords(TransactionCase):
    """The cases by the door of all channels: no worse understood than they have to be."""

    def _assert_goals(self):
        shares = measure.shares((case, measure.take_in(self.env, case)) for case in measure.cases())
        missed = [
            f"{name}: {shares[name]:.1f} % ({measure.GOALS[name]})"
            for name in measure.GOALS
            if not measure.is_reached(measure.GOALS[name], shares[name])
        ]
        self.assertFalse(missed)

    def test_words_not_seen(self):
        """With weights that were learnt without the cases."""
        model = linear.LinearModel(measure.UNSEEN.read_bytes())
        with patch.object(verdict, "_model", lambda: model):
            self._assert_goals()

    def test_words_seen(self):
        self._assert_goals()
