import {registry} from "@web/core/registry";

const LAST_USERS = "web.lastConnectedUser";

registry.category("web_tour.tours").add("police_switch_user", {
    steps: () => [
        {
            content: "Somebody else used this PC before",
            trigger: ".o_police_start",
            run() {
                const users = JSON.parse(localStorage.getItem(LAST_USERS));
                const other = {...users[0], login: "test_constable", name: "Test Constable"};
                localStorage.setItem(LAST_USERS, JSON.stringify([...users, {...other, userId: 0}]));
            },
        },
        {trigger: ".o_user_menu button", run: "click"},
        {
            content: "Leave the PC to somebody else",
            trigger: "[data-menu=police_switch_user]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Who used this PC, asked for in the language of the last one",
            trigger: ".o_user_switch:contains(आप कौन हैं) button:contains(test_desk)",
        },
        {
            content: "No face: what stands in for one would be kept and shown after the log-in",
            trigger: ".o_user_switch:not(:has(img)) button:contains(Test Constable)",
            run: "click",
        },
        {trigger: "input#login:value(test_constable)"},
        {
            content: "One click and the password",
            trigger: "input#password:focus",
            run: "edit test_constable",
        },
        {
            trigger: ".oe_login_buttons button:contains(लॉग इन)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "At the start page, as somebody of a station",
            trigger: ".o_police_tile[data-tile=mine]",
        },
    ],
});

const nobodyIsThere = {
    content: "Nobody has touched this PC for eleven minutes",
    trigger: ".o_police_tile",
    run: () => lock(),
};

/** @param {boolean} [isServerTold] else the server goes on believing that somebody is there */
function lock(isServerTold) {
    const {presence, bus_service: bus} = odoo.__WOWL_DEBUG__.root.env.services;
    const {getInactivityPeriod} = presence;
    const {send} = bus;
    presence.getInactivityPeriod = () => 11 * 60 * 1000;
    if (!isServerTold) {
        bus.send = () => undefined;
    }
    presence.bus.trigger("presence");
    setTimeout(() => {
        presence.getInactivityPeriod = getInactivityPeriod;
        bus.send = send;
    }, 300);
}

const typePassword = (password) => [
    {trigger: ".modal input[name=password]", run: `edit ${password}`},
    {trigger: ".modal button[type=submit]:contains(खोलें)", run: "click"},
];

const unlock = [
    ...typePassword("test_head"),
    {content: "The password of somebody else", trigger: ".modal [role=alert]:contains(सही नहीं)"},
    ...typePassword("test_constable"),
    {content: "The start page is back", trigger: "body:not(:has(.modal)) .o_police_tile"},
];

const WORDS = ".modal .o_field_widget[name=text] textarea";

registry.category("web_tour.tours").add("police_reply_locked", {
    steps: () => [
        {trigger: ".o-mail-Chatter .o_police_reply_button", run: "click"},
        {trigger: WORDS, run: "edit We have come"},
        {content: "A moment later the words are kept", trigger: WORDS, run: () => pause(2500)},
        {trigger: WORDS, run: "edit We have come twice"},
        {content: "In the middle of a word", trigger: WORDS, run: () => lock(true)},
        {
            content: "Nothing of it is to be seen",
            trigger: ".modal:contains(लॉक है) .o_police_switch_user",
            run() {
                if (document.querySelector(WORDS)?.checkVisibility()) {
                    throw new Error("The words are there for everybody to read");
                }
            },
        },
        {content: "Longer than it takes to keep them", trigger: "body", run: () => pause(2500)},
        ...typePassword("test_head"),
        {
            content: "The form is back, and on it the reply with each of its words",
            trigger: ".o_form_view",
        },
        {
            trigger: WORDS,
            run({anchor}) {
                if (anchor.value !== "We have come twice") {
                    throw new Error(`Lost: ${anchor.value}`);
                }
            },
        },
        {trigger: ".modal button[special=cancel]", run: "click"},
        {trigger: "body:not(:has(.modal)) .o_form_view"},
    ],
});

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

registry.category("web_tour.tours").add("police_idle_lock", {
    steps: () => [
        nobodyIsThere,
        {
            content: "Locked: who is logged in, and the way to switch",
            trigger: ".modal:contains(लॉक है) .o_police_switch_user:contains(दूसरे)",
        },
        {content: "Behind it nothing is left", trigger: "body:not(:has(.o_police_tile))"},
        {trigger: ".modal button[type=submit]:contains(खोलें)"},
    ],
});

registry.category("web_tour.tours").add("police_idle_unlock", {
    steps: () => [
        nobodyIsThere,
        {content: "Behind it nothing is left", trigger: "body:not(:has(.o_police_tile)) .modal"},
        ...unlock,
    ],
});

registry.category("web_tour.tours").add("police_opened_locked", {
    steps: () => [
        {
            content: "Opened while locked: nothing to see",
            trigger: "body:not(:has(.o_police_tile)) .modal:contains(लॉक है)",
        },
        ...unlock,
    ],
});
