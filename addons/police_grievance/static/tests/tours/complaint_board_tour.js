import {registry} from "@web/core/registry";

const card = (subject, stage) =>
    `.o_kanban_group:contains(${stage}) .o_kanban_record:contains(${subject})`;

registry.category("web_tour.tours").add("police_confirm_proposal", {
    steps: () => [
        {
            content: "The desk starts with what needs it",
            trigger: ".o_police_tile[data-tile=proposed]",
            run: "click",
        },
        {
            content: "The figure opens the list it counts; on to the cards",
            trigger: ".o_list_view .o_data_row:contains(Lost papers)",
        },
        {trigger: ".o_switch_view.o_kanban", run: "click"},
        {
            content: "The card says which station is proposed",
            trigger: `${card("Lost papers", "Received")} .o_police_proposal:contains(Rampurwa)`,
        },
        {
            content: "One click sends it there",
            trigger: `${card("Lost papers", "Received")} button[name=action_confirm_routing]`,
            run: "click",
        },
        {trigger: "body:not(:has(.o_police_proposal))"},
    ],
});

registry.category("web_tour.tours").add("police_station_moves_card", {
    steps: () => [
        {
            content: "The station drags the card on",
            trigger: card("Lost papers", "With station"),
            run: "drag_and_drop(.o_kanban_group:contains(Action taken))",
        },
        {
            content: "It asks what was done",
            trigger: ".modal .o_field_widget[name=kind_id] label:contains(Warned)",
            run: "click",
        },
        {trigger: ".modal-footer button[name=action_report]", run: "click"},
        {trigger: "body:not(:has(.modal))"},
        {
            content: "What is not the station's to move says whose it is, and what to press",
            trigger: card("Lost papers", "Action taken"),
            run: "drag_and_drop(.o_kanban_group:contains(Verification))",
        },
        {trigger: ".modal:contains(This is for):contains(Station head)"},
        {trigger: ".modal-footer .btn-primary", run: "click"},
        {trigger: card("Lost papers", "Action taken")},
    ],
});

registry.category("web_tour.tours").add("police_supervisor_closes_by_drag", {
    steps: () => [
        {
            content: "Dropped on Closed: asks for the outcome",
            trigger: card("Lost papers", "Action taken"),
            run: "drag_and_drop(.o_kanban_group.o_column_folded)",
        },
        {
            trigger: ".modal:contains(Close the complaint) .btn-secondary:contains(Cancel)",
            async run(helpers) {
                document.querySelector(".o_kanban_record").classList.add("o_before_reload");
                await helpers.click();
            },
        },
        {trigger: "body:not(:has(.modal))"},
        {
            content: "Cancelled: the card is where it was, once the board is read again",
            trigger: `${card("Lost papers", "Action taken")}:not(.o_before_reload)`,
            run: "drag_and_drop(.o_kanban_group.o_column_folded)",
        },
        {trigger: ".modal .o_field_widget[name=outcome_id] label:contains(Resolved)", run: "click"},
        {trigger: ".modal .o_field_widget[name=citizen_text]:contains(settled)"},
        {trigger: ".modal .o_field_widget[name=note] textarea", run: "edit The papers were found."},
        {trigger: ".modal .o_field_widget[name=result] label:contains(Resolved)", run: "click"},
        {trigger: ".modal .o_field_widget[name=method]"},
        {trigger: ".modal button[name=action_close]", run: "click"},
        {trigger: "body:not(:has(.modal))"},
        {trigger: "body:not(:has(.o_kanban_record:contains(Lost papers)))"},
    ],
});

registry.category("web_tour.tours").add("police_countdown", {
    steps: () => [
        {
            content: "Five hours are left by the server's clock, whatever this PC believes",
            trigger: ".o_kanban_record .o_police_countdown_calm:contains(4 h 5)",
            run() {
                const drift = Math.abs(Date.now() - serverClock().now());
                if (drift < 24 * 3600 * 1000) {
                    throw new Error("This PC's clock was meant to be wrong");
                }
                letPass(2);
            },
        },
        {
            trigger: ".o_kanban_record .o_police_countdown_soon:contains(2 h 5)",
            run: () => letPass(3),
        },
        {trigger: ".o_kanban_record .o_police_countdown_late:contains(late by)"},
    ],
});

function serverClock() {
    return odoo.__WOWL_DEBUG__.root.env.services.police_server_clock;
}

function letPass(hours) {
    serverClock().setNow(serverClock().now() + hours * 3600 * 1000);
}
