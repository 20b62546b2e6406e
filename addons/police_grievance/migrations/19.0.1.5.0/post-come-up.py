"""What comes up to an officer before its time is over is called overdue no more."""

from odoo import SUPERUSER_ID, api

WORDS = {
    "en_US": ("Overdue: has come up to you", "Not settled so far: has come up to you"),
    "hi_IN": ("समय निकल गया: अब आपके पास", "अब तक नहीं सुलझी: अब आपके पास"),
}


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    kind = env.ref("police_grievance.mail_activity_type_escalation")
    for lang, (old, new) in WORDS.items():
        told = kind.with_context(lang=lang)
        # Other words are an administrator's own.
        if told.summary == old:
            told.summary = new
        cr.execute(
            "UPDATE mail_activity SET summary = %s WHERE activity_type_id = %s AND summary = %s",
            (new, kind.id, old),
        )
