import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("police_same_matter_joined", {
    steps: () => [
        {
            content: "The card says that there are perhaps two of it",
            trigger: ".o_kanban_record .badge:contains(शायद दो बार)",
            run: "click",
        },
        {
            content: "The form says of which, and why",
            trigger: ".o_form_view .o_police_same_matter:contains(वही बातें)",
        },
        {
            trigger: ".o_police_same_matter button[name=action_join_perhaps]",
            run: "click",
        },
        {trigger: ".modal .btn-primary", run: "click"},
        {
            trigger: "body:not(:has(.modal)):not(:has(.o_police_same_matter)) .o_form_view",
        },
        {trigger: ".o_form_view [name=merged_into_id]"},
    ],
});

registry.category("web_tour.tours").add("police_new_matter_parted", {
    steps: () => [
        {
            trigger: ".o_police_new_matter button[name=action_open_new_matter]",
            run: "click",
        },
        {
            content: "The new complaint is shown",
            trigger:
                ".o_form_view:not(:has(.o_police_new_matter)) [name=unit_id]:contains(Shyamgarh)",
        },
    ],
});
