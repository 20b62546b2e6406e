import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("police_action_reported", {
    steps: () => [
        {trigger: ".o_statusbar_buttons > button[name=action_taken]", run: "click"},
        {
            trigger: ".modal .o_field_widget[name=kind_id] label:contains(चेतावनी दी)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=text] textarea",
            run: "edit दोनों से बात की",
        },
        {trigger: ".modal .o_field_widget[name=is_told] input", run: "click"},
        {trigger: ".modal-footer button[name=action_report]", run: "click"},
        {
            content: "What comes next stands on top, what was done beside the words",
            trigger: ".o_statusbar_buttons > .btn-primary[name=action_verify]",
        },
        {trigger: ".o_form_view [name=action_kind_id]:contains(चेतावनी दी)"},
        {trigger: ".o-mail-Message:contains(दोनों से बात की)"},
    ],
});
