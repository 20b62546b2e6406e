import {Component} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {pyToJsLocale} from "@web/core/l10n/utils";
import {registry} from "@web/core/registry";
import {session} from "@web/session";
import {useService} from "@web/core/utils/hooks";
import {user} from "@web/core/user";

/** A button for each other language: the same page again, in that one. */
export class LanguageSwitch extends Component {
    static template = "police_force.LanguageSwitch";
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.languages = Object.entries(session.police_languages)
            .map(([code, name]) => ({
                code,
                name,
                tag: pyToJsLocale(code),
                short: code.split("_")[0].toUpperCase(),
            }))
            .filter(({tag}) => tag !== user.lang);
    }

    async choose(lang) {
        await this.orm.write("res.users", [user.userId], {lang});
        browser.location.reload();
    }
}

registry
    .category("systray")
    .add("police_force.languages", {Component: LanguageSwitch}, {sequence: 1});
