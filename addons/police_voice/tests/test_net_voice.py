import itertools

from odoo.tests import tagged

from odoo.addons.police_grievance.tests import test_net_methods, test_net_names


class ByCall:
    """Mixin of the net: who complains has called, and the models of this addon are tried."""

    addons = ("police_voice",)
    serial = itertools.count()

    @classmethod
    def _planted(cls, label, person):
        one = super()._planted(label, person)
        is_hidden = one.confidentiality == "anonymous"
        cls.env["police.call"].create(
            {
                "channel_id": cls.env.ref("police_channels.channel_voice").id,
                "exchange_call": f"1767348000.{next(cls.serial)}",
                "direction": "in",
                "state": "ended",
                "began_at": "2026-01-02 10:00:00",
                # As registering it leaves it.
                "is_hidden": is_hidden,
                "phone": not is_hidden and person.phone,
                "complaint_id": not is_hidden and one.complaint.id,
            }
        )
        return one


@tagged("post_install", "-at_install")
class TestNetVoiceMethods(ByCall, test_net_methods.TestNetMethods):
    core = ()

    def _arguments(self, model, name, method, role, rows):
        given = {
            "action_duty": ["off"],
            "action_open_form": ["x"],
            "action_sit": [1],
            "action_transfer": ["police.unit", self.station.id],
        }
        return given.get(name) or super()._arguments(model, name, method, role, rows)


@tagged("post_install", "-at_install")
class TestNetVoiceNames(ByCall, test_net_names.TestNetNames):
    def _protected(self):
        return [name for name in super()._protected() if name == "police.call"]
