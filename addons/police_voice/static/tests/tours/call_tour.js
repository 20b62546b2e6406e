import {registry} from "@web/core/registry";

const BAR = ".o_police_registration .o_police_call";

registry.category("web_tour.tours").add("police_voice_call", {
    steps: () => [
        {
            content: "The form is open by itself, with the number and the case of the caller",
            trigger: `${BAR}_ringing .o_police_call_number:contains(+91 00000 77321)`,
        },
        {trigger: ".o_police_registration .o_police_case_open"},
        {
            content: "Answer, and be reminded of the phone",
            trigger: ".o_police_answer",
            run: "click",
        },
        {trigger: ".o_notification:contains(pick it up)"},
        {content: "Go to a break", trigger: ".o_police_duty:contains(In a call)", run: "click"},
        {trigger: ".o_police_duty_break", run: "click"},
        {trigger: "body:not(:has(.o_police_duty_menu))"},
    ],
});
