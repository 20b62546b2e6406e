import {registry} from "@web/core/registry";

const total = (code) => `[data-part=district_id] tr:last-child [data-cell=${code}]`;

registry.category("web_tour.tours").add("police_statement", {
    steps: () => [
        {trigger: ".o_police_statement h2:contains(/20\\d\\d/)"},
        {content: "There is no month after this one", trigger: "body:not(:has(.o_police_after))"},
        {trigger: ".o_police_before", run: "click"},
        {content: "Two were settled", trigger: `${total("settled")} button:contains(2)`},
        {trigger: `${total("share")}:contains(50 %)`},
        {trigger: "a.o_police_save[href$='.xlsx']"},
        {trigger: ".o_police_print:contains(छापें)"},
        {trigger: `${total("settled")} button`, run: "click"},
        {trigger: ".o_list_view .o_data_row:nth-of-type(2)"},
        {trigger: ".o_back_button, .breadcrumb-item a", run: "click"},
        {content: "It is the same month again", trigger: `${total("settled")} button:contains(2)`},
        {trigger: ".o_police_after:contains(अगला महीना)"},
    ],
});
