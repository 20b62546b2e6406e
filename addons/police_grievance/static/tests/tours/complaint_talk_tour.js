import {registry} from "@web/core/registry";
import {press} from "./complaint_buttons";

const chatter = ".o-mail-Chatter";

registry.category("web_tour.tours").add("police_station_answers_citizen", {
    steps: () => [
        {
            content: "The card says that the citizen has written",
            trigger: ".o_kanban_record:contains(Lost papers) .badge .fa-reply",
            run: "click",
        },
        {
            content: "So does the form; the conversation says who said what",
            trigger: ".o_form_view .alert-primary button[name=action_reply_done]",
        },
        {trigger: `${chatter} .o-mail-Message:contains(Still no answer) .badge:contains(नागरिक)`},
        {
            content: "Mail's own buttons are not there",
            trigger: `${chatter}-topbar:not(:has(.o-mail-Chatter-sendMessage)):not(:has(.o-mail-Chatter-logNote))`,
        },
        {
            content: "A remark says that it stays in the house",
            trigger: `${chatter} .o_police_remark_button`,
            run: "click",
        },
        {trigger: `${chatter} .o_police_remark_hint`},
        {
            trigger: `${chatter} .o-mail-Composer-input`,
            run: "edit Ask his neighbour",
        },
        {trigger: `${chatter} .o-mail-Composer-send:enabled`, run: "click"},
        {trigger: `${chatter} .o-mail-Message:contains(Ask his neighbour) .badge .fa-lock`},
        {
            content: "The reply is a dialogue that says to whom it goes",
            trigger: `${chatter} .o_police_reply_button`,
            run: "click",
        },
        {trigger: ".modal .o_field_widget[name=recipients]:contains(Asha Example)"},
        {
            content: "A word finds the canned reply",
            trigger: ".modal .o_field_widget[name=canned_id] input",
            run: "edit documents",
        },
        {trigger: ".modal .o-autocomplete--dropdown-item a:contains(काग़ज़)", run: "click"},
        {
            trigger: ".modal .o_field_widget[name=text] textarea",
            async run({anchor}) {
                // The server fills it in a moment later.
                for (let wait = 0; wait < 50 && !anchor.value; wait++) {
                    await new Promise((resolve) => setTimeout(resolve, 100));
                }
                if (!anchor.value.includes("पहचान पत्र")) {
                    throw new Error(`Not in the citizen's language: ${anchor.value}`);
                }
            },
        },
        {trigger: ".modal button[name=action_send]", run: "click"},
        {trigger: "body:not(:has(.modal))"},
        {trigger: `${chatter} .o-mail-Message:contains(पहचान पत्र) .badge .fa-arrow-up`},
        {
            content: "Answered: the mark is gone",
            trigger: ".o_form_view:not(:has(button[name=action_reply_done]))",
        },
    ],
});

registry.category("web_tour.tours").add("police_closing_taken_back", {
    steps: () => [
        {
            content: "A button under “More” keeps its key",
            trigger: ".o_police_more",
            run() {
                const key = {key: "e", altKey: true, bubbles: true};
                document.body.dispatchEvent(new KeyboardEvent("keydown", key));
            },
        },
        {trigger: ".modal .o_field_widget[name=outcome_id] label:first", run: "click"},
        {
            content: "Says what is missing",
            trigger: ".modal .alert-warning:contains(3)",
        },
        {trigger: ".modal .o_field_widget[name=result] label:first", run: "click"},
        {trigger: ".modal:not(:has(.alert-warning))"},
        {trigger: ".modal button[name=action_close]", run: "click"},
        {
            content: "Closed, and the citizen does not know yet",
            trigger: ".o_police_held button[name=action_take_back]",
            run: "click",
        },
        {trigger: ".o_form_view:not(:has(.o_police_held))"},
        {trigger: ".o_police_more", run: "click"},
        {trigger: ".o_police_more_menu button[name=action_close]"},
        {trigger: ".o-mail-Message:contains(वापस लिया गया)"},
    ],
});

registry.category("web_tour.tours").add("police_reopened_with_a_reason", {
    steps: () => [
        {
            content: "Another stage in the bar of a closed complaint: asks why",
            trigger: ".o_field_widget[name=stage_id] button:contains(थाने के पास):visible",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=reason] textarea",
            run: "edit The noise began again.",
        },
        {trigger: ".modal button[name=action_reopen]", run: "click"},
        {trigger: "body:not(:has(.modal))"},
    ],
});
