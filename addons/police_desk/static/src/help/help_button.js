import {Component, onWillStart, useState} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";

const ADDRESS = "/police/help";

/** A question mark on each screen: the page of one's own role, beside what one is at. */
export class HelpButton extends Component {
    static template = "police_desk.HelpButton";
    static props = {};

    setup() {
        this.state = useState({isOfficer: false});
        onWillStart(async () => {
            this.state.isOfficer = await user.hasGroup("police_force.group_user");
        });
    }

    /** While a complaint is taken down, the page that tells how. */
    open() {
        const registering = browser.location.pathname.split("/").includes("register");
        browser.open(registering ? `${ADDRESS}/call_taker` : ADDRESS, "_blank");
    }
}

registry.category("systray").add("police_desk.help", {Component: HelpButton}, {sequence: 2});
