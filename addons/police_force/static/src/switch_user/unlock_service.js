import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {routerBus} from "@web/core/browser/router";

/** Whether the screen is locked, or what stood there before is not back yet. */
export const lock = {isOn: false};

// Core's own reload is on its way by then.
const AFTER_CORE = 100;

/**
 * No blank page once the lock is gone. Core empties the page while it asks who is there, and then
 * shows again what stood there before. That fails twice: for a page that was opened while locked,
 * since whatever it asked for was refused and nothing stood there; and when a refusal comes in
 * just as the lock goes, since that empties the page once more and nobody is asked again.
 */
export const unlockService = {
    dependencies: ["action", "check_identity"],
    start(env, {action, check_identity: checkIdentity}) {
        let isEmpty = false;
        env.bus.addEventListener("ACTION_MANAGER:UPDATE", ({detail}) => {
            isEmpty = !detail.Component;
        });
        const show = () => {
            if (isEmpty && action.currentController) {
                action.doAction("soft_reload");
            } else if (isEmpty) {
                routerBus.trigger("ROUTE_CHANGE");
            }
        };
        checkIdentity.bus.addEventListener("start", () => (lock.isOn = true));
        env.bus.addEventListener("ACTION_MANAGER:UI-UPDATED", () => (lock.isOn = false));
        checkIdentity.bus.addEventListener("stop", () => browser.setTimeout(show, AFTER_CORE));
    },
};

registry.category("services").add("police_unlock", unlockService);
