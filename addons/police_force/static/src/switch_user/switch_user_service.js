import {browser} from "@web/core/browser/browser";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

const ROUTE = "/police_force/switch_user";

/**
 * Officers share a PC. Whoever leaves it ends the session, in all of its tabs, and the next one
 * picks the own name from core's list of those who logged in here, and types the password.
 *
 * The lock of a PC that nobody uses is core's `auth_timeout`; from its dialogue leads the same way.
 */
export const switchUserService = {
    start() {
        const tabs = new BroadcastChannel("police_grievance.switch_user");
        tabs.addEventListener("message", () => {
            browser.location.href = "/web/login";
        });
        return {
            leave() {
                tabs.postMessage("left");
                sendForm(ROUTE);
            },
        };
    },
};

/** Go to a page by POST: no picture or link of another site can do that in the officer's name. */
function sendForm(route) {
    const form = document.createElement("form");
    form.method = "POST";
    form.action = route;
    const token = document.createElement("input");
    token.type = "hidden";
    token.name = "csrf_token";
    token.value = odoo.csrf_token;
    form.append(token);
    document.body.append(form);
    form.submit();
}

function switchUserItem(env) {
    return {
        type: "item",
        id: "police_switch_user",
        description: _t("Switch user"),
        callback: () => env.services.police_switch_user.leave(),
        sequence: 69,
    };
}

registry.category("services").add("police_switch_user", switchUserService);
registry.category("user_menuitems").add("police_switch_user", switchUserItem);
