import {registry} from "@web/core/registry";

const STATIONS = 20;
const CIRCLES = 4;
const two = (number) => String(number).padStart(2, "0");
const range = (count) => [...Array(count).keys()].map((index) => index + 1);

// The lists as a district sends them: with the headings of the empty list in Hindi.
const UNITS = [
    "कोड,प्रकार,अंग्रेज़ी नाम,हिन्दी नाम,ऊपर की इकाई का कोड,कार्यालय का ई-मेल",
    ...range(CIRCLES).map((n) => `NAV-C${n},क्षेत्र,Circle ${n},क्षेत्र ${n},NAV,`),
    ...range(STATIONS).map((n) => {
        const circle = 1 + (n % CIRCLES);
        return `NAV-S${two(n)},थाना,Station ${n},थाना ${n},NAV-C${circle},s${n}@example.org`;
    }),
];
const PLACES = [
    "अंग्रेज़ी नाम,हिन्दी नाम,प्रकार,पिन कोड,इकाई का कोड",
    ...range(STATIONS).map((n) => `Basti ${n},बस्ती ${n},,2099${two(n)},NAV-S${two(n)}`),
];
const person = (login, name, rank, unit, email = "") =>
    `${login},${name},,${email},${rank},${unit}`;
const STAFF = [
    "लॉग-इन,नाम,मोबाइल,ई-मेल,पद का स्तर,इकाई का कोड",
    ...range(STATIONS).map((n) => person(`N1${two(n)}`, `प्रभारी ${n}`, "SHO", `NAV-S${two(n)}`)),
    // Supervisors are asked for a code, which comes by mail.
    ...range(CIRCLES).map((n) =>
        person(`N2${two(n)}`, `सीओ ${n}`, "CO", `NAV-C${n}`, `co${n}@example.org`),
    ),
    ...range(36).map((n) =>
        person(`N3${two(n)}`, `सिपाही ${n}`, "आरक्षी", `NAV-S${two(1 + (n % STATIONS))}`),
    ),
];

const choose = (lines, name) => ({
    content: `A file is chosen: ${name}`,
    trigger: ".o_field_widget[name=file]",
    run() {
        const input = this.anchor.querySelector("input[type=file]");
        const transfer = new DataTransfer();
        transfer.items.add(new File([lines.join("\n")], name, {type: "text/csv"}));
        input.files = transfer.files;
        input.dispatchEvent(new Event("change", {bubbles: true}));
    },
});
const chosen = {trigger: ".o_field_widget[name=file] .o_clear_file_button"};
const press = (name) => ({
    trigger: `.o_statusbar_buttons button[name=${name}], .o-dropdown-item[name=${name}]`,
    run: "click",
});
const kind = (value) => ({
    trigger: `.o_field_widget[name=kind] input[data-value=${value}]`,
    run: "click",
});
const counts = (made, same) => [
    {trigger: `.o_field_widget[name=new_count]:contains(${made})`},
    {trigger: `.o_field_widget[name=same_count]:contains(${same})`},
];
const imported = (value, lines, made, same) => [
    kind(value),
    choose(lines, `${value}.csv`),
    chosen,
    press("action_check"),
    {trigger: ".alert-info:contains(अभी कुछ आयात नहीं हुआ)"},
    ...counts(made, same),
    press("action_import"),
    {trigger: ".alert-success:contains(आयात हो गया)"},
    ...counts(made, same),
    press("action_again"),
    {trigger: ".o_field_widget[name=file]"},
];

registry.category("web_tour.tours").add("police_new_district", {
    steps: () => [
        kind("units"),
        {
            content: "A list with two wrong rows is not imported",
            ...choose([...UNITS, "NAV-X,क़िला,X,,NAV,", "NAV-Y,थाना,Y,,ETW-NOWHERE,"], "bad.csv"),
        },
        chosen,
        press("action_check"),
        {trigger: ".o_field_widget[name=problem_ids] .o_data_row:contains(26):contains(क़िला)"},
        {
            trigger:
                ".o_field_widget[name=problem_ids] .o_data_row:contains(27):contains(इस कोड की कोई इकाई नहीं)",
        },
        {trigger: "body:not(:has(button[name=action_import]))"},
        {...chosen, run: "click"},
        {trigger: ".o_field_widget[name=file] label.o_select_file_button"},
        ...imported("units", UNITS, STATIONS + CIRCLES, 0),
        ...imported("units", UNITS, 0, STATIONS + CIRCLES),
        ...imported("places", PLACES, STATIONS, 0),
        ...imported("places", PLACES, 0, STATIONS),
        ...imported("staff", STAFF, 60, 0),
        ...imported("staff", STAFF, 0, 60),
    ],
});

const card = ".o_kanban_record:contains(नवपुर)";
registry.category("web_tour.tours").add("police_checklist", {
    steps: () => [
        {
            content: "One district, and what it lacks",
            trigger: `${card} a:contains(पर्ची):contains(60)`,
        },
        {trigger: "body:not(:has(.o_kanban_record:not(.o_kanban_ghost):contains(इटावा)))"},
        {trigger: `${card}:not(:contains(बिना प्रभारी))`},
        {
            content: "A count opens what is to be mended",
            trigger: `${card} a:contains(पद):contains(1)`,
            run: "click",
        },
        {trigger: ".o_list_view .o_data_row:contains(Vacant desk)"},
    ],
});

registry.category("web_tour.tours").add("police_checklist_complete", {
    steps: () => [{trigger: `${card} .badge:contains(पूरा)`}],
});
