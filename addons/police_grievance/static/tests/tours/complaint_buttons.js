/** The steps to a button of the header that does not stand out: it is under "More". */
export function press(name) {
    return [
        {trigger: ".o_police_more", run: "click"},
        {trigger: `.o_police_more_menu button[name=${name}]`, run: "click"},
    ];
}
