import {registry} from "@web/core/registry";
import {press} from "./complaint_buttons";

const SUBJECT = "कागज खो गए";

/** The form of the complaint, opened from the list. */
function openForm() {
    return [
        {trigger: ".o_switch_view.o_list", run: "click"},
        {trigger: `.o_data_row .o_data_cell:contains(${SUBJECT})`, run: "click"},
        {trigger: ".o_form_view [name=number]"},
    ];
}

/** The dialogue with a reason; its main button must be the expected one. */
function giveReason(reason, button) {
    return [
        {trigger: ".modal [name=reason] textarea", run: `edit ${reason}`},
        {trigger: `.modal-footer button[name=action_transfer]:contains(${button})`, run: "click"},
        {trigger: "body:not(:has(.modal))"},
    ];
}

function chooseUnit(unit) {
    return [
        {trigger: ".modal [name=unit_id] input", run: `edit ${unit}`},
        {trigger: `.modal .o-autocomplete--dropdown-item:contains(${unit})`, run: "click"},
    ];
}

/** Back in the list with a notification, without an error and without the complaint. */
function backInListWithout(notification) {
    return [
        {trigger: `.o_notification:contains(${notification})`},
        {trigger: ".o_list_view"},
        {trigger: `body:not(:has(.o_data_row:contains(${SUBJECT}))):not(:has(.o_error_dialog))`},
    ];
}

registry.category("web_tour.tours").add("police_desk_confirms_pin", {
    steps: () => [
        {trigger: ".o_police_tile[data-tile=proposed]:contains(1)", run: "click"},
        {trigger: `.o_data_row:contains(${SUBJECT})`},
        {trigger: ".o_switch_view.o_kanban", run: "click"},
        {
            content: "Proposed, not decided: several stations share the PIN code",
            trigger: `.o_kanban_record:contains(${SUBJECT}) .o_police_proposal:contains(Rampurwa)`,
        },
        {trigger: "button[name=action_confirm_routing]", run: "click"},
        {trigger: "body:not(:has(.o_police_proposal))"},
    ],
});

registry.category("web_tour.tours").add("police_station_transfers", {
    steps: () => [
        ...openForm(),
        ...press("action_transfer"),
        ...chooseUnit("Shyamgarh"),
        ...giveReason("यह जगह उस थाने की है", "शिकायत दूसरी जगह भेजें"),
        ...backInListWithout("Shyamgarh"),
    ],
});

registry.category("web_tour.tours").add("police_station_returns", {
    steps: () => [
        ...openForm(),
        ...press("action_return"),
        {trigger: ".modal [name=unit_id]:contains(Rampurwa)"},
        ...giveReason("यह जगह आपकी ही है", "शिकायत लौटाएँ"),
        ...backInListWithout("Rampurwa"),
    ],
});

registry.category("web_tour.tours").add("police_station_returns_again", {
    steps: () => [
        ...openForm(),
        ...press("action_return"),
        {
            content: "Refused: whoever is above both decides",
            trigger: ".modal .alert-warning:contains(Test Circle)",
        },
        ...giveReason("नहीं, यह उनकी है", "के लिए भेजें"),
        ...backInListWithout("Test Circle"),
    ],
});

registry.category("web_tour.tours").add("police_circle_decides", {
    steps: () => [
        {trigger: ".o_police_tile[data-tile=disputed]:contains(1)", run: "click"},
        {trigger: `.o_data_row .o_data_cell:contains(${SUBJECT})`, run: "click"},
        {trigger: ".o_form_view [name=number]"},
        ...press("action_transfer"),
        ...chooseUnit("Rampurwa"),
        ...giveReason("नक्शे में यह रामपुरवा है", "शिकायत दूसरी जगह भेजें"),
        {
            content: "The circle still sees it",
            trigger: ".o_form_view [name=unit_id]:contains(Rampurwa)",
        },
    ],
});

registry.category("web_tour.tours").add("police_gone_while_open", {
    steps: () => [
        ...openForm(),
        {
            content: "A colleague transfers it meanwhile",
            trigger: ".o_form_view [name=number]",
            async run() {
                const {orm} = odoo.__WOWL_DEBUG__.root.env.services;
                const id = Number(location.pathname.split("/").pop());
                const [unit] = await orm.search("police.unit", [["name", "=", "Shyamgarh"]]);
                const values = {complaint_id: id, unit_id: unit, reason: "Theirs."};
                const [wizard] = await orm.create("police.complaint.transfer.wizard", [values]);
                await orm.call("police.complaint.transfer.wizard", "action_transfer", [wizard]);
            },
        },
        {
            content: "What is pressed now must not end in an error",
            trigger: "button[name=action_taken]",
            run: "click",
        },
        ...backInListWithout("आपके"),
    ],
});

/** All rows of the list marked, and one of the actions for them chosen. */
function chooseForAll(action) {
    return [
        {trigger: ".o_switch_view.o_list", run: "click"},
        {trigger: `.o_data_row:contains(${SUBJECT})`},
        {trigger: "thead .o_list_record_selector input", run: "click"},
        {trigger: ".o_cp_action_menus i.fa-cog", run: "click"},
        {trigger: `.o_menu_item:contains(${action})`, run: "click"},
    ];
}

registry.category("web_tour.tours").add("police_bulk", {
    steps: () => [
        ...chooseForAll("काम सौंपें"),
        {trigger: ".modal [name=user_id] input", run: "edit test_constable"},
        {
            trigger: ".modal .o-autocomplete--dropdown-item:contains(test_constable)",
            run: "click",
        },
        {trigger: ".modal-footer button[name=action_do]:contains(काम सौंपें)", run: "click"},
        {trigger: ".modal [name=result]:contains(हो गईं: 3)"},
        {trigger: ".modal-footer button:contains(खिड़की बंद करें)", run: "click"},
        {trigger: "body:not(:has(.modal))"},
        ...chooseForAll("दूसरी इकाई को भेजें"),
        ...chooseUnit("Shyamgarh"),
        {trigger: ".modal [name=reason] textarea", run: "edit ये सब उस थाने की हैं"},
        {trigger: ".modal-footer button[name=action_do]:contains(सब भेजें)", run: "click"},
        {trigger: ".modal [name=result]:contains(हो गईं: 3)"},
        {trigger: ".modal-footer button:contains(खिड़की बंद करें)", run: "click"},
        {
            content: "They have left the list",
            trigger: `body:not(:has(.o_data_row:contains(${SUBJECT}))):not(:has(.modal))`,
        },
    ],
});

registry.category("web_tour.tours").add("police_set_aside", {
    steps: () => [
        ...openForm(),
        ...press("action_set_aside"),
        {trigger: ".modal [name=kind] label:contains(पूछताछ)", run: "click"},
        {trigger: ".modal [name=answer] textarea", run: "edit काउंटर दस बजे खुलता है"},
        {trigger: ".modal-footer button[name=action_set_aside]", run: "click"},
        {trigger: ".o_form_view .alert-secondary:contains(शिकायत नहीं)"},
        ...press("action_take_up_after_all"),
        ...press("action_cognisable"),
        {trigger: ".modal-footer .btn-primary", run: "click"},
        {trigger: ".o_form_view .alert-danger:contains(173)"},
    ],
});
