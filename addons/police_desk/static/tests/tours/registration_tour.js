import {registry} from "@web/core/registry";
import {rpc} from "@web/core/network/rpc";
import {pressKeys, writeWords} from "./real_keys";

const field = (name, focus = "") =>
    `.o_police_registration .o_field_widget[name=${name}] :is(input, textarea)${focus}`;
/** Types into what has the focus: no step of the call taker's uses the mouse. */
const type = (text) => ({run: () => writeWords(text)});
function check(holds, what) {
    if (!holds) {
        throw new Error(`Not as expected: ${what}`);
    }
}
const key = (keys) => ({run: () => pressKeys(keys)});
const chosen = (value) => `.o_field_widget[name=channel] input[data-value=${value}]:checked:focus`;

// When the form of the walk-in was opened.
let begun = 0;

registry.category("web_tour.tours").add("police_walk_in_by_keyboard", {
    steps: () => [
        {
            content: "One key on the start page opens the form",
            trigger: ".o_police_register",
            run() {
                begun = performance.now();
                return pressKeys("alt+c");
            },
        },
        {
            content: "The phone is asked first",
            trigger: field("phone", ":focus"),
            ...type("+91 ००००० १२३४५"),
        },
        {
            content: "Their two earlier complaints are there, and the focus where it was",
            trigger: ".o_police_cases .o_police_case + .o_police_case",
            run() {
                check(document.querySelectorAll(".o_police_case").length === 2, "two cases");
                check(document.activeElement.matches("[name=phone] input"), "focus");
            },
        },
        {
            content: "It is the person who is known at this phone",
            trigger: ".o_police_people .btn-primary:contains(आशा उदाहरण)",
            ...key("Tab"),
        },
        {trigger: field("name", ":focus"), ...key("Tab")},
        {
            content: "Not on the phone: before the desk, by an arrow key",
            trigger: chosen("voice"),
            ...key("ArrowLeft"),
        },
        {trigger: chosen("walk_in"), ...key("alt+w")},
        {
            trigger: field("description", ":focus"),
            ...type("पड़ोसी रोज़ शाम को नाली का पानी दरवाज़े पर छोड़ देते हैं"),
        },
        {
            content: "The draft is kept while the focus stays in the words",
            trigger: ".o_police_questions input",
            run: () =>
                check(document.activeElement.matches("[name=description] textarea"), "focus"),
        },
        {
            content: "The words led to a category, whose questions are the next but one",
            trigger: ".o_police_questions input",
            ...key("Tab"),
        },
        {trigger: field("category_id", ":focus"), ...key("Tab")},
        {trigger: ".o_police_questions input:focus", ...type("सोमवार से")},
        {trigger: ".o_police_questions input:focus", ...key("alt+l")},
        {trigger: field("place_text", ":focus"), ...type("रामपुरवा")},
        {
            content: "The station is proposed before anything is registered",
            trigger: ".o_police_route:contains(रामपुरवा)",
            ...key("alt+y"),
        },
        {trigger: ".o_field_widget[name=confidentiality] input:focus", ...key("alt+k")},
        {trigger: field("contact_hours", ":focus"), ...type("१०-१७")},
        {trigger: field("contact_hours", ":focus"), ...key("Tab")},
        {trigger: field("is_shared", ":focus"), ...key("Tab")},
        {trigger: field("do_not_call", ":focus"), ...key(" ")},
        {
            content: "How they may be reached stands beside the form at once",
            trigger: ".o_police_contact:contains(10:00):contains(17:00)",
        },
        {trigger: field("do_not_call", ":checked:focus"), ...key("alt+m")},
        {trigger: field("received_at", ":focus"), ...type("someday")},
        {trigger: field("received_at", ":focus"), ...key("Tab")},
        {
            content: "What is no moment stays as it was typed",
            trigger: field("received_at", ".text-danger"),
            run: () =>
                check(
                    document.querySelector("[name=received_at] input").value === "someday",
                    "text",
                ),
        },
        {trigger: ".o_form_view", ...key("alt+m")},
        {trigger: field("received_at", ":focus"), ...key("control+a")},
        {trigger: field("received_at", ":focus"), ...type("-2H")},
        {trigger: field("received_at", ":focus"), ...key("Tab")},
        {trigger: field("received_reason", ":focus"), ...type("दो घंटे से लाइन में थे")},
        {trigger: field("received_reason", ":focus"), ...key("alt+g")},
        {
            content: "Number, station and deadline, large enough to read out",
            trigger: ".o_police_registered:visible .o_field_widget[name=number_words]:contains(-)",
            run: () => check(performance.now() - begun < 60_000, "a minute at most"),
        },
        {
            content: "The slip for who stands before the desk, by its key",
            trigger: ".o_police_registered:contains(रामपुरवा)",
            timeout: 60_000,
            async run() {
                performance.clearResourceTimings();
                await pressKeys("alt+l");
                while (!isPrinted()) {
                    await new Promise((resolve) => setTimeout(resolve, 200));
                }
            },
        },
        {trigger: "body:not(:has(.o_blockUI))"},
        {trigger: ".o_police_registered:contains(रामपुरवा)", ...key("alt+c")},
        {content: "Ready for the next citizen", trigger: field("phone", ":focus")},
    ],
});

function isPrinted() {
    const loaded = performance.getEntriesByType("resource");
    return loaded.some(({name}) => name.includes("/report/download"));
}

registry.category("web_tour.tours").add("police_power_cut", {
    steps: () => [
        {trigger: field("phone", ":focus"), ...key("alt+w")},
        {trigger: field("description", ":focus"), ...type("आधी बात लिखी थी")},
        {
            content: "While the field has the focus, the words reach the server by themselves",
            trigger: field("description", ":focus"),
            async run() {
                for (let tries = 0; !(await isKept("आधी बात लिखी थी")); tries++) {
                    check(tries < 50, "kept within seconds");
                    await new Promise((resolve) => setTimeout(resolve, 200));
                }
                check(document.activeElement.matches("[name=description] textarea"), "focus");
            },
        },
        {trigger: field("description", ":focus"), ...type(" और फिर")},
        {trigger: ".o_form_view", run: () => check(words() === "आधी बात लिखी थी और फिर", "words")},
    ],
});

function words() {
    return document.querySelector(".o_field_widget[name=description] textarea").value;
}

async function isKept(description) {
    const drafts = await rpc("/web/dataset/call_kw/police.registration/search_count", {
        model: "police.registration",
        method: "search_count",
        args: [[["description", "=", description]]],
        kwargs: {},
    });
    return drafts === 1;
}

registry.category("web_tour.tours").add("police_draft_goes_on", {
    steps: () => [
        {
            content: "The start page offers what was left unfinished",
            trigger: ".o_police_tile[data-tile=drafts]",
            run: "click",
        },
        {trigger: ".o_data_row:contains(आधी बात) .o_data_cell", run: "click"},
        {
            trigger: field("description"),
            run: () => check(words() === "आधी बात", "the words are there again"),
        },
        {trigger: ".o_form_view", ...key("alt+g")},
        {
            content: "Nobody could be called back: is somebody in danger?",
            trigger: ".modal button[name=action_no_danger]",
            ...key("alt+3"),
        },
        {trigger: ".o_police_registered:visible .o_field_widget[name=number_words]:contains(-)"},
    ],
});

const oneOfThem = ".o_police_pick button:contains(Nai Basti)";

registry.category("web_tour.tours").add("police_which_one_by_number", {
    steps: () => [
        {trigger: field("phone", ":focus"), ...key("alt+w")},
        {trigger: field("description", ":focus"), ...type("रात को शोर होता है")},
        {
            content: "A number that is pressed too early does not lead to the start page",
            trigger: field("description", ":focus"),
            ...key("alt+1"),
        },
        {trigger: field("description", ":focus"), ...key("alt+l")},
        {trigger: field("place_text", ":focus"), ...type("Nai Basti")},
        {
            content: "Several have that name: a number chooses one, not the menu with that number",
            trigger: oneOfThem,
            ...key("alt+1"),
        },
        {trigger: `.o_police_route:not(:has(${oneOfThem}))`},
        {trigger: ".o_form_view", ...key("alt+g")},
        {trigger: ".modal button[name=action_no_danger]", ...key("alt+3")},
        {trigger: ".o_police_registered:visible .o_field_widget[name=number_words]:contains(-)"},
    ],
});

registry.category("web_tour.tours").add("police_found_by_last_digits", {
    steps: () => [
        {trigger: ".o_searchview_input:focus", ...type("12345")},
        {trigger: ".o_searchview_autocomplete", ...key("Enter")},
        {
            content: "A day old by now: its deadline has passed",
            trigger: ".o_kanban_record:contains(नाली का पानी) .o_police_countdown_late",
        },
        {trigger: ".o_kanban_renderer:not(:has(.o_kanban_record:contains(Somebody else)))"},
    ],
});
