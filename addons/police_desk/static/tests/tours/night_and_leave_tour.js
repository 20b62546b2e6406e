import {registry} from "@web/core/registry";

const tile = (code, count) => `.o_police_tile[data-tile=${code}]:contains(${count})`;
const choose = (field, text, item = text) => [
    {trigger: `.modal .o_field_widget[name=${field}] input`, run: `edit ${text}`},
    {
        trigger: `.o-autocomplete--dropdown-item:not(.o_m2o_dropdown_option):contains(${item})`,
        run: "click",
    },
];

registry.category("web_tour.tours").add("police_morning", {
    steps: () => [
        {content: "Two are overdue", trigger: tile("late", "2")},
        {content: "The circle has no officer", trigger: tile("vacant", "1")},
        {trigger: ".o_police_tile[data-tile=late]:contains(समय निकल गया)"},
        {
            content: "On to the station's own",
            trigger: ".o_police_stations tr:contains(Rampurwa) button[data-cell=late]",
            run: "click",
        },
        {trigger: ".o_list_view .o_data_row:nth-of-type(2)"},
        {trigger: ".o_back_button, .breadcrumb-item a", run: "click"},
        {trigger: ".o_police_tile[data-tile=vacant]", run: "click"},
        {trigger: ".o_list_view .o_data_row:contains(Test Circle)"},
    ],
});

registry.category("web_tour.tours").add("police_hand_over", {
    steps: () => [
        {content: "Both are with the post", trigger: tile("mine", "2")},
        {content: "The bell counts them too", trigger: ".o-mail-ActivityMenu-counter:contains(2)"},
        {trigger: ".o_police_hand_over:contains(शिफ्ट)", run: "click"},
        {
            trigger: ".modal .o_field_widget[name=note] textarea",
            run: "edit गवाह नौ बजे फ़ोन करेगा।",
        },
        {trigger: ".modal button.btn-primary", run: "click"},
        {trigger: ".o_police_handover:contains(गवाह) [data-tile=mine]:contains(2)"},
    ],
});

registry.category("web_tour.tours").add("police_transfer_officer", {
    steps: () => [
        {trigger: ".o_police_start"},
        {trigger: ".o_menu_sections button:contains(अधिकारी)", run: "click"},
        {trigger: ".dropdown-item:contains(अधिकारी का तबादला)", run: "click"},
        ...choose("user_id", "test_successor"),
        ...choose("post_id", "प्रभारी Rampurwa", "थाना प्रभारी, Rampurwa"),
        {
            content: "Who holds it until then is shown",
            trigger: ".modal .o_field_widget[name=holder_posting_ids] .o_tag:contains(test_head)",
        },
        {trigger: ".modal footer .btn-primary:contains(तबादला)", run: "click"},
        {trigger: "body:not(:has(.modal))"},
    ],
});

registry.category("web_tour.tours").add("police_new_head", {
    steps: () => [
        {content: "What the substitute left", trigger: ".o_police_handover:contains(गवाह)"},
        {trigger: tile("mine", "2")},
        {trigger: ".o-mail-ActivityMenu-counter:contains(2)"},
        {trigger: ".o_police_take_over:contains(ले लिया)", run: "click"},
        {trigger: "body:not(:has(.o_police_handover))"},
        {trigger: ".o_police_tile[data-tile=mine]", run: "click"},
        {trigger: ".o_list_view .o_data_row:nth-of-type(2)"},
    ],
});

registry.category("web_tour.tours").add("police_old_head", {
    steps: () => [
        {trigger: `${tile("open", "0")}.o_police_tile_none`},
        {trigger: "body:not(:has(.o_police_handover))"},
        {trigger: "body:not(:has(.o-mail-ActivityMenu-counter))"},
        {trigger: ".o_police_tile[data-tile=open]", run: "click"},
        {trigger: ".o_list_view:not(:has(.o_data_row))"},
    ],
});
