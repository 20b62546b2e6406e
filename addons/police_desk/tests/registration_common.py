from odoo.addons.police_grievance.tests.common import PoliceCase

PHONE = "+910000012345"


class RegistrationCase(PoliceCase):
    """Somebody takes complaints down; one is there already, told from `PHONE`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registrations = cls.env["police.registration"].with_user(cls.desk_user)
        cls.known = cls._from_phone("The neighbour blocks the lane.", "Asha Example")

    @classmethod
    def _from_phone(cls, text, name, unit=None, **values):
        return cls._complaint(
            unit or cls.station,
            text=text,
            subject="",
            sender_kind="phone",
            sender_value=PHONE,
            sender_name=name,
            **values,
        )

    def _draft(self, user=None, **values):
        asked = {"emergency_answer": "not_needed"}
        values = {"description": "They cut our water.", **asked, **values}
        return self.registrations.with_user(user or self.desk_user).create(values)

    def _register(self, user=None, **values):
        draft = self._draft(user, **values)
        draft.action_register()
        return draft.sudo().complaint_id
