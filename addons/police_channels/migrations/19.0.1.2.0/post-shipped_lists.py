"""What came to the lists before an upgrade left deleted rows alone comes once more, where it never was."""

from odoo import SUPERUSER_ID, api

from odoo.addons.police_force.tools.taken_over import load_rows

ADDON = "police_channels"
OCCASIONS = (
    *("received", "danger", "protected", "with_station", "transferred", "action_taken", "asked"),
    *("escalated", "message", "resolved", "closed", "reopened", "new_link", "code", "neutral"),
)
COMMANDS = (
    *("status", "help", "person", "language", "stop", "start", "reopen", "feedback"),
    *("settled", "not_settled", "greeting"),
)
REPLIES = (
    *("status_open", "status_asked", "status_closed", "status_list", "status_none"),
    *("wrong_number", "not_yours", "help", "person", "language", "stop", "start", "which"),
    *("code", "code_wrong", "code_too_many", "reopen_refused", "feedback", "feedback_refused"),
    *("settled", "not_settled", "ask_what", "ask_where", "ask_which", "ask_proof", "ask_who"),
    *("ask_confirm", "noted"),
)

PROMPTS = (
    *("greeting", "language", "menu", "emergency", "consent", "wait", "nobody", "words", "noting"),
    *("number", "number_follows", "kept", "again", "status_number", "status_code"),
    *("status_wrong", "status_later", "status_is", "stage_received", "stage_triage"),
    *("stage_with_station", "stage_action_taken", "stage_verification", "stage_closed", "bye"),
    *(f"digit_{digit}" for digit in range(10)),
)


def in_both(kind, names):
    return tuple(f"{kind}_{name}_{language}" for name in names for language in ("en", "hi"))


def prompts():
    in_hindi = ("voice_prompt_on_duty_hi", "voice_prompt_off_duty_hi")
    return (*in_both("voice_prompt", PROMPTS), *in_hindi)


# Files, and what came to them together.
CAME_LATER = (
    ("data/police_notification_template_data.xml", ("notice_danger_en", "notice_danger_hi")),
    ("data/police_notification_template_data.xml", ("notice_protected_en", "notice_protected_hi")),
    ("data/police_notification_template_data.xml", in_both("notice", ("new_link",))),
    ("data/police_notification_template_data.xml", in_both("notice", ("code",))),
    ("data/police_channel_data.xml", ("channel_portal",)),
    ("data/police_channel_data.xml", ("channel_sms",)),
    ("data/police_channel_data.xml", ("channel_whatsapp",)),
    ("data/police_channel_data.xml", ("channel_voice",)),
    ("data/police_notification_template_sms_data.xml", in_both("notice_sms", OCCASIONS)),
    (
        "data/police_notification_template_whatsapp_data.xml",
        in_both("notice_whatsapp", OCCASIONS),
    ),
    ("data/police_conversation_command_data.xml", in_both("command", COMMANDS)),
    (
        "data/police_conversation_command_data.xml",
        in_both("command", ("yes", "no", "secret", "thanks")),
    ),
    ("data/police_conversation_reply_data.xml", in_both("reply", REPLIES)),
    ("data/police_conversation_reply_data.xml", in_both("reply", ("code_sent",))),
    ("data/police_conversation_reply_data.xml", in_both("reply", ("stopped",))),
    ("data/police_conversation_reply_data.xml", in_both("reply", ("code_by_phone",))),
    ("data/police_voice_prompt_data.xml", prompts()),
    (
        "data/police_conversation_step_data.xml",
        tuple(f"step_{name}" for name in ("what", "where", "proof", "who", "confirm")),
    ),
    ("data/police_start_page_data.xml", ("start_tile_aside", "start_tile_all_aside")),
    ("data/police_start_page_data.xml", ("start_tile_unaccounted",)),
    ("data/police_start_page_data.xml", ("start_tile_to_call",)),
    (
        "data/police_start_page_data.xml",
        ("start_tile_call_back", "start_tile_no_room", "start_tile_recordings_away"),
    ),
)


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    for path, names in CAME_LATER:
        load_rows(env, ADDON, path, names)
