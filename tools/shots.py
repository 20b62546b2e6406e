"""Which pictures there are in README and docs, and how one gets there."""

from browser import DESKTOP, PHONE, SMALL_PHONE
from shot_steps import (
    CALL,
    LIST_OF_COMPLAINTS,
    change_stations,
    choose_wrong_list,
    open_chat,
    open_typed,
    wait_for_answer,
)

LIST_OF_POSTINGS = "/odoo/action-police_force.police_posting_action"
WITH_UNREAD_REPLY = ".o_kanban_record:has(.fa-reply)"
ANY_CARD = ".o_kanban_record:not(.o_kanban_ghost)"

# Name, log-in, size, steps: an address to open, a selector to click, =text to type where the focus is,
# !letter for Alt and a letter, or a function of the browser; then the selector to wait for.

# For whoever begins, and whoever is outside. The last one leaves its tour in the browser.
BEGINNING = (
    ("help-station", "station", (1000, 900), ("/police/help",), "main h1"),
    ("phone-board", "station", SMALL_PHONE, (LIST_OF_COMPLAINTS,), ANY_CARD),
    (
        "phone-complaint",
        "station",
        SMALL_PHONE,
        (LIST_OF_COMPLAINTS, ANY_CARD),
        ".o_police_remark_button",
    ),
    (
        "phone-report",
        "station",
        SMALL_PHONE,
        (LIST_OF_COMPLAINTS, ANY_CARD, ".o_statusbar_buttons button[name=action_taken]"),
        ".modal .o_field_widget[name=attachment_ids]",
    ),
    (
        "tour-station",
        "station",
        DESKTOP,
        ("/odoo/start?tour=police_tour_station",),
        ".o_police_next_step",
    ),
)
# For docs/station.md; the last one closes a complaint of the demo day.
STATION = (
    (
        "station-complaint",
        "head",
        DESKTOP,
        (LIST_OF_COMPLAINTS, WITH_UNREAD_REPLY),
        ".o_police_remark_button",
    ),
    (
        "station-remark",
        "head",
        DESKTOP,
        (LIST_OF_COMPLAINTS, WITH_UNREAD_REPLY, ".o_police_remark_button"),
        ".o_police_remark_hint",
    ),
    # After it the reply opens again by itself: half-written, it is the head's to go on with.
    (
        "station-reply",
        "head",
        DESKTOP,
        (LIST_OF_COMPLAINTS, WITH_UNREAD_REPLY, ".o_police_reply_button"),
        ".modal .o_police_reply",
    ),
    (
        "station-closing",
        "district",
        (1400, 600),
        (
            LIST_OF_COMPLAINTS,
            ".o_kanban_record:not(.o_kanban_ghost)",
            ".o_police_more",
            ".o_police_more_menu button[name=action_close]",
            ".modal [name=outcome_id] input",
            ".modal [name=result] input",
            ".modal button[name=action_close]",
        ),
        ".o_police_held",
    ),
)
SHOTS = (
    ("start-control-room", "desk", DESKTOP, ("/odoo",), ".o_action_manager > *"),
    (
        "kanban-control-room",
        "desk",
        DESKTOP,
        (LIST_OF_COMPLAINTS,),
        ".o_kanban_record:not(.o_kanban_ghost)",
    ),
    (
        "kanban-station",
        "head",
        DESKTOP,
        (LIST_OF_COMPLAINTS,),
        ".o_kanban_record:not(.o_kanban_ghost)",
    ),
    (
        "complaint",
        "desk",
        DESKTOP,
        (LIST_OF_COMPLAINTS, ".o_kanban_record:not(.o_kanban_ghost)"),
        ".o_form_view",
    ),
    (
        "complaint-kruti-dev",
        "desk",
        DESKTOP,
        (LIST_OF_COMPLAINTS, open_typed, ".o_police_as_arrived summary"),
        ".o_police_as_arrived[open]",
    ),
    (
        "whatsapp-conversation",
        "desk",
        (1400, 1000),
        (LIST_OF_COMPLAINTS, open_chat),
        ".o_field_widget[name=said], td[name=said]",
    ),
    (
        "conversation-try",
        "administrator",
        DESKTOP,
        (
            "/odoo/action-police_channels.police_conversation_try_wizard_action",
            "=Meri cycle bazar se chori ho gayi",
            ".modal button[name=action_say]",
            wait_for_answer,
            "=bharthana",
            ".modal button[name=action_say]",
        ),
        ".modal .o_field_widget[name=transcript]",
    ),
    ("start-district", "district", DESKTOP, ("/odoo",), ".o_action_manager > *"),
    ("supervisor-morning", "district", DESKTOP, ("/odoo/morning",), ".o_police_stations tr"),
    (
        "supervisor-direction",
        "circle",
        DESKTOP,
        (
            LIST_OF_COMPLAINTS,
            ".o_kanban_record:not(.o_kanban_ghost)",
            "button[name=action_direct]",
        ),
        ".modal .o_form_view",
    ),
    (
        "supervisor-transfer",
        "district",
        DESKTOP,
        (LIST_OF_POSTINGS, ".o_control_panel button[string='Transfer officer']"),
        ".modal .o_form_view",
    ),
    (
        "supervisor-handover",
        "head",
        DESKTOP,
        ("/odoo", ".o_police_hand_over"),
        ".modal .o_form_view",
    ),
    ("call-taker-form", "desk", DESKTOP, CALL, ".o_police_route .badge"),
    (
        "call-taker-registered",
        "desk",
        DESKTOP,
        (*CALL, "!g"),
        ".o_police_registered .o_field_widget[name=number_words]",
    ),
    (
        "call-taker-correction",
        "desk",
        (1400, 700),
        (
            LIST_OF_COMPLAINTS,
            ".o_kanban_record:not(.o_kanban_ghost)",
            ".nav-link[name=people]",
            "button[name=action_correct_contact]",
        ),
        ".modal .o_form_view",
    ),
    (
        "call-taker-search",
        "desk",
        (1400, 420),
        (LIST_OF_COMPLAINTS, "=00101"),
        ".o_searchview_autocomplete",
    ),
    (
        "admin-import",
        "district_admin",
        DESKTOP,
        (
            "/odoo/action-police_force.police_import_action",
            choose_wrong_list,
            "button[name=action_check]",
        ),
        ".o_field_widget[name=problem_ids] .o_data_row",
    ),
    (
        "admin-checklist",
        "administrator",
        DESKTOP,
        ("/odoo/action-police_force.police_district_checklist_server_action",),
        ".o_kanban_record:not(.o_kanban_ghost)",
    ),
    (
        "admin-officer",
        "district_admin",
        DESKTOP,
        (
            "/odoo/action-police_force.police_officer_action",
            ".o_data_row:not(:first-child) .o_data_cell",
        ),
        ".o_form_view",
    ),
    (
        "admin-changes",
        "administrator",
        DESKTOP,
        ("/odoo", change_stations, "/odoo/action-police_force.police_audit_entry_action"),
        ".o_data_row",
    ),
    (
        "admin-settings",
        "administrator",
        DESKTOP,
        ("/odoo/action-police_force.police_settings_action",),
        ".o_form_view",
    ),
    ("portal-list", "citizen", PHONE, ("/my/complaints",), "main"),
    (
        "portal-complaint",
        "citizen",
        PHONE,
        ("/my/complaints", "main a[href*='/my/complaints/']:not([href$='new'])"),
        "main",
    ),
    ("portal-new", "citizen", PHONE, ("/my/complaints/new",), "form"),
    *STATION,
    *BEGINNING,
)
