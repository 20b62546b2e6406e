import {registry} from "@web/core/registry";

// Whole, the name would be found where the crawls look for it: pages' assets are rows, too.
const REST = "feather";

const clean = `body:not(:contains(Quill${REST})):not(:contains(quill${REST})):not(:contains(77123))`;
const masked = ":contains(Call •••)";
const tab = (name) => [
    {trigger: `.o_notebook .nav-link[name=${name}]`, run: "click"},
    {trigger: `.o_notebook .nav-link.active[name=${name}]`},
    {trigger: clean},
];
const view = (kind, shown) => [
    {trigger: `.o_switch_view.o_${kind}`, run: "click"},
    {trigger: shown},
    {trigger: clean},
];

registry.category("web_tour.tours").add("police_auditor_reads", {
    steps: () => [
        {
            content: "Cards, lists and every other view have masked words",
            trigger: `.o_kanban_record${masked}`,
        },
        {trigger: clean},
        ...view("calendar", ".o_calendar_view"),
        ...view("pivot", ".o_pivot_view"),
        ...view("graph", ".o_graph_view"),
        {
            content: "Activities say whom to call about what",
            trigger: "body:not(:has(.o_switch_view.o_activity))",
        },
        ...view("list", `.o_list_view .o_data_row${masked}`),
        {
            content: "Typed words are looked for as a number alone",
            trigger: ".o_searchview_input",
            run: "edit Quill",
        },
        {trigger: ".o_searchview_autocomplete .o-dropdown-item:contains(Number)"},
        {trigger: ".o_searchview_input", run: "clear"},
        {trigger: `.o_data_row${masked} .o_data_cell[name=number]`, run: "click"},
        {trigger: `.o_form_view .o_field_widget[name=masked_subject]${masked}`},
        {trigger: ".o_field_widget[name=masked_description]:contains(He shouts)"},
        {trigger: "body:not(:has(.o-mail-Chatter))"},
        {trigger: clean},
        ...tab("timeline"),
        ...tab("follow_up"),
        {trigger: ".o_field_widget[name=follow_up_ids]:contains(We know •••)"},
        ...tab("files"),
        {trigger: ".o_field_widget[name=evidence_ids]:not(:has(button))"},
        ...tab("clock"),
        ...tab("conversation"),
        {trigger: ".o_field_widget[name=masked_conversation]:contains(One more thing)"},
    ],
});
