"""Command words that came to the lists after a database was made, as far as they are none of its own."""

from odoo import SUPERUSER_ID, api

# Those that came together; of each row one behind the other.
CAME_LATER = (
    {
        "command_help_en": "halp, helpp",
        "command_person_en": "call me please, please call me, call me sir",
        "command_person_hi": """
            mujhe baat karni hai, call kare, call kijiye, phone kare, phone kijiye
        """,
        "command_stop_en": "stpo, sotp, stop messages, please stop sms",
        "command_stop_hi": "band karo, band kro, band kare",
    },
    {
        "command_person_en": """
            call me back, call me back please, please call me back, call me urgent
        """,
        "command_greeting_en": """
            good afternoon, gm, gm sir, hello police, hello police station, i have a complaint,
            i want to complain, i want to file a complaint, i want to lodge a complaint,
            i want to register a complaint, i want to make a complaint, i need to complain,
            can i complain here, how to complain
        """,
        "command_greeting_hi": """
            शिकायत करनी है, शिकायत करना है, शिकायत दर्ज करनी है, शिकायत दर्ज करानी है, शिकायत लिखवानी है,
            एक शिकायत है, एक शिकायत करनी है, शिकायत कैसे करें, शिकायत कहाँ करें, shikayat karni hai,
            shikayat karna hai, shikayat karani hai, shikayat karwani hai, shikayat darj karni hai,
            shikayat darj karani hai, shikayat darj karwani hai, shikayat likhani hai, shikayat likhwani hai,
            ek shikayat hai, ek shikayat karni hai, shikayat kaise kare, shikayat kaise karen,
            kya yaha shikayat kar sakte hai, kya main yaha shikayat kar sakta hu
        """,
    },
    {
        "command_settled_en": """
            yes settled, yes solved, yes resolved, it is settled, it is solved
        """,
        "command_settled_hi": """
            हाँ हो गया, हां हो गया, हाँ हो गई, हां हो गई, जी हो गया, जी हाँ हो गया, जी हां हो गया, हो गया है,
            हल हो गया है, हल हो गई है, haan ho gaya, haa ho gaya, han ho gaya, ha ho gaya, ji ho gaya,
            ji haan ho gaya, ho gaya hai, ho gya, ho gya hai, haan ho gya, ha ho gya
        """,
        "command_not_settled_en": """
            no not settled, no not solved, not yet settled, not yet solved
        """,
        "command_not_settled_hi": """
            नहीं हुआ है, नहीं नहीं हुआ, नहीं हल नहीं हुआ, अभी नहीं हुआ, अभी तक नहीं हुआ, nahi hua hai,
            nahi nahi hua, nhi hua, abhi nahi hua, abhi nhi hua, abhi tak nahi hua
        """,
    },
)


def migrate(cr, _version):
    commands = api.Environment(cr, SUPERUSER_ID, {})["police.conversation.command"]
    for batch in CAME_LATER:
        for name, phrases in batch.items():
            commands._add_later(name, [phrase.strip() for phrase in phrases.split(",")])
