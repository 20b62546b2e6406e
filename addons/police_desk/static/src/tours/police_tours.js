import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

/**
 * What somebody of a role is shown at the first log-in. Nothing is typed or registered, and all of
 * it stands there in an empty database, too. "next" only tells; "click" goes where it points.
 */
const told = (trigger, content, more = {}) => ({trigger, content, run: "next", ...more});
const gone = (trigger, content, more = {}) => ({trigger, content, run: "click", ...more});
const below = {tooltipPosition: "bottom"};
// On a phone the menu is folded away; the start page leads to the same lists.
const menu = (xmlid, content) =>
    gone(`.o_menu_sections [data-menu-xmlid='${xmlid}']`, content, {
        isActive: ["desktop"],
        ...below,
    });
// What may stand behind "more" on a narrow screen is only told of.
const inMenu = (xmlid, content) =>
    told(`.o_menu_sections [data-menu-xmlid='${xmlid}'], .o_menu_sections_more`, content, {
        isActive: ["desktop"],
        ...below,
    });
const onDesktop = {isActive: ["desktop"], ...below};

const START = () =>
    told(
        ".o_police_start .o_police_tiles, .o_police_start",
        _t("What needs you now. Each figure opens the list that it counts, and counts by itself."),
        below,
    );
const BOARD = () =>
    menu("police_grievance.menu_police_complaint", _t("All complaints that you may see are here."));
const SEARCH = () =>
    told(
        ".o_searchview",
        _t("One box finds a number, a phone or a name, in either script."),
        onDesktop,
    );
const LANGUAGE = () =>
    told(
        ".o_police_languages",
        _t("The same screen in the other language, with one click."),
        below,
    );
const HELP = () =>
    told(
        ".o_police_help",
        _t("Your page stands behind this question mark at any time. That is all: good work!"),
        below,
    );

const tours = registry.category("web_tour.tours");

tours.add("police_tour_control_room", {
    url: "/odoo/start",
    steps: () => [
        START(),
        gone(".o_police_register", _t("A complaint is taken down here, or with Alt+C."), below),
        told(
            ".o_police_registration .o_field_widget[name=phone]",
            _t("The phone first: with its tenth digit the person and earlier complaints appear."),
            below,
        ),
        told(
            ".o_police_registration .o_field_widget[name=description]",
            _t("Then what happened, in the citizen's own words. The category comes by itself."),
        ),
        told(
            ".o_police_registration .o_field_widget[name=place_text]",
            _t("Where: below it you see to which station it goes, and how sure that is."),
        ),
        told(
            ".o_police_registration .o_field_widget[name=confidentiality]",
            _t("Who may know: confidential hides the name from the station, anonymous keeps none."),
        ),
        told(
            ".o_form_statusbar button[name=action_register], .o_police_registration",
            _t("Alt+G registers it and gives the number. Not now: this was only the tour."),
            below,
        ),
        BOARD(),
        SEARCH(),
        LANGUAGE(),
        HELP(),
    ],
});

tours.add("police_tour_station", {
    url: "/odoo/start",
    steps: () => [
        START(),
        told(".o_police_register", _t("Who comes to the desk is taken down here."), below),
        BOARD(),
        told(
            ".o_kanban_renderer",
            _t("Each card is a complaint of your station: green, yellow or red is the time left."),
            onDesktop,
        ),
        SEARCH(),
        LANGUAGE(),
        told(
            ".o_user_menu",
            _t("A PC for several: Switch user is here. An idle screen locks by itself."),
            onDesktop,
        ),
        HELP(),
    ],
});

tours.add("police_tour_supervisor", {
    url: "/odoo/start",
    steps: () => [
        START(),
        menu("police_desk.menu_police_morning", _t("Your five minutes in the morning.")),
        told(
            ".o_police_morning .o_police_tiles",
            _t("What was breached since yesterday, who is silent, which posts are vacant."),
            onDesktop,
        ),
        inMenu(
            "police_desk.menu_police_statement",
            _t("This month, in this menu: figures by district and channel, each opens its list."),
        ),
        inMenu(
            "police_force.menu_police_staff",
            _t("Transfers, leave and vacant posts: the role follows the post."),
        ),
        LANGUAGE(),
        HELP(),
    ],
});

tours.add("police_tour_administrator", {
    url: "/odoo/start",
    steps: () => [
        START(),
        inMenu(
            "police_force.menu_police_configuration",
            _t("Units, officers, lists and their import, and what is still missing: all in here."),
        ),
        inMenu(
            "police_force.menu_police_staff",
            _t("Roles to give, and roles that wait for a second person."),
        ),
        inMenu(
            "police_force.menu_police_audit_entry",
            _t("Who changed what, from what to what. Nobody can alter it."),
        ),
        LANGUAGE(),
        HELP(),
    ],
});
