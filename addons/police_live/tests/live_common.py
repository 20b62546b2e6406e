from odoo import fields

from odoo.addons.bus.models.bus import channel_with_db
from odoo.addons.police_grievance.tests.common import PoliceCase


class LiveCase(PoliceCase):
    """What open screens are told, as their websockets would be."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officers = {
            "desk": cls.desk_user,
            "constable": cls.constable,
            "head": cls.station_head,
            "other": cls.other_head,
            "circle": cls.circle_officer,
            "sp": cls.superintendent,
            "zone": cls.zone_head,
        }
        cls._listen_from_now()

    @classmethod
    def _listen_from_now(cls):
        cls._commit()
        cls.last = cls.env["bus.bus"].sudo()._bus_last_id()

    @classmethod
    def _commit(cls):
        """What a commit would do."""
        cls.env.flush_all()
        cls.env.cr.precommit.run()

    def _hears(self, user):
        """What a user is told at this moment of what was committed: dict of kind to ids."""
        self._commit()
        env = self.env(user=user)
        channels = [*env["police.live"]._channels(), user.partner_id]
        return self._told(user, channels)

    def _told(self, user, channels):
        heard = {}
        for row in self.env(user=user)["bus.bus"]._poll(self._with_db(channels), self.last):
            if row["message"]["type"] == "police_live":
                for kind, ids in row["message"]["payload"].items():
                    if kind != "by":
                        heard.setdefault(kind, set()).update(ids)
        return heard

    def _with_db(self, channels):
        return [channel_with_db(self.env.cr.dbname, channel) for channel in channels]

    def _kinds(self):
        """Kinds that each officer hears, empty ones left out."""
        heard = {name: set(self._hears(user)) for name, user in self.officers.items()}
        return {name: kinds for name, kinds in heard.items() if kinds}

    def _direct(self, complaint=None, unit=None):
        """A direction of the superintendent."""
        row = {
            "method": "direction",
            "direction": "Go there.",
            "next_due_at": fields.Datetime.add(fields.Datetime.now(), days=1),
            "complaint_id": complaint and complaint.id,
            "unit_id": unit and unit.id,
        }
        return self.env["police.follow.up"].with_user(self.superintendent).create(row)
