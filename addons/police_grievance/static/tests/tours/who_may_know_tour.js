import {registry} from "@web/core/registry";

// Whole, the name would be found where the crawls look for it: pages' assets are rows, too.
const QUILL = "quill";

/** Nothing on the screen names the woman, nor the complaint about the station. */
function tellsNobody() {
    const shown = document.body.innerText.toLowerCase();
    for (const word of ["zubeda", QUILL + "feather", "77123", QUILL + "word"]) {
        if (shown.includes(word)) {
            throw new Error(`The screen shows ${word}`);
        }
    }
}

registry.category("web_tour.tours").add("police_who_may_know", {
    steps: () => [
        {
            content: "One card, and its complainant hides",
            trigger: ".o_kanban_record:contains(गोपनीय)",
            run: tellsNobody,
        },
        {trigger: ".o_kanban_renderer:not(:has(.o_kanban_record ~ .o_kanban_record))"},
        {trigger: ".o_kanban_record:contains(गोपनीय)", run: "click"},
        {
            content: "The words are there, without the name",
            trigger: ".o_field_widget[name=description]:contains(follows me home)",
            run: tellsNobody,
        },
        {trigger: ".o_notebook_headers a[name=people]", run: "click"},
        {
            content: "That there is somebody, not who",
            trigger: ".alert:contains(गोपनीय शिकायतकर्ता)",
            run: tellsNobody,
        },
        {trigger: ".o_back_button, .breadcrumb-item a", run: "click"},
        {
            content: "The complaint about the station is not found by its words",
            trigger: ".o_searchview_input",
            run: `edit ${QUILL}word`,
        },
        {
            trigger: ".o_searchview_autocomplete .o-dropdown-item, .o_searchview_autocomplete li",
            run: "click",
        },
        {trigger: ".o_kanban_renderer:not(:has(.o_kanban_record:not(.o_kanban_ghost)))"},
    ],
});
