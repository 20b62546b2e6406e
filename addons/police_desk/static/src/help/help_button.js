import {Component} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {session} from "@web/session";

const ADDRESS = "/police/help";

/** A question mark on each screen: the page of one's own role, beside what one is at. */
export class HelpButton extends Component {
    static template = "police_desk.HelpButton";
    static props = {};

    isShown = session.police_has_help;

    /** While a complaint is taken down, the page that tells how. */
    open() {
        const registering = browser.location.pathname.split("/").includes("register");
        browser.open(registering ? `${ADDRESS}/call_taker` : ADDRESS, "_blank");
    }
}

registry.category("systray").add("police_desk.help", {Component: HelpButton}, {sequence: 2});
