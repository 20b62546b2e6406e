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
        {trigger: ".o_user_switch button:contains(Test Constable)", run: "click"},
        {trigger: "input#login:value(test_constable)"},
        {trigger: "input#password", run: "edit test_constable"},
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
    run() {
        // The server goes on believing that somebody is there.
        const {presence, bus_service: bus} = odoo.__WOWL_DEBUG__.root.env.services;
        const {getInactivityPeriod} = presence;
        const {send} = bus;
        presence.getInactivityPeriod = () => 11 * 60 * 1000;
        bus.send = () => undefined;
        presence.bus.trigger("presence");
        setTimeout(() => {
            presence.getInactivityPeriod = getInactivityPeriod;
            bus.send = send;
        }, 300);
    },
};

const unlock = [
    {trigger: ".modal input[name=password]", run: "edit test_constable"},
    {trigger: ".modal button[type=submit]:contains(खोलें)", run: "click"},
    {content: "The start page is back", trigger: "body:not(:has(.modal)) .o_police_tile"},
];

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
