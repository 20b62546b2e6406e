"""Who has answered hears no longer by phone that they will be asked."""

from odoo import SUPERUSER_ID, api

WORDS = {
    "hi": (
        "कार्रवाई हो गई है। हम आपसे पूछेंगे कि क्या समस्या हल हुई।",
        "कार्रवाई हो गई है। समस्या हल हुई या नहीं, यह आपसे पूछकर ही शिकायत बंद होगी।",
    ),
    "en": (
        "Action was taken. We will ask you whether the problem is solved.",
        "Action was taken. It is closed only once you were asked whether the problem is solved.",
    ),
}


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    for language, (old, new) in WORDS.items():
        name = f"police_channels.voice_prompt_stage_verification_{language}"
        prompt = env.ref(name, raise_if_not_found=False)
        # A force's own recording says what it says.
        if prompt and prompt.text == old and not prompt.is_recorded:
            prompt.text = new
