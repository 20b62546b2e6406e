import {reactive} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {deserializeDateTime} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {session} from "@web/session";

// The window that somebody looks at takes the form; the others wait so long, in milliseconds.
const WAIT = {focused: 0, visible: 300, hidden: 900};
// A phone that obeys has answered by then.
const ANSWERS_WITHIN = 4000;
const WINDOW = "police_voice.window";

/** By what the server knows this window: the same after a reload, another one in a copy of the tab. */
function ownWindow() {
    const [navigation] = performance.getEntriesByType("navigation");
    const known = navigation?.type === "reload" && browser.sessionStorage.getItem(WINDOW);
    const name = known || Math.random().toString(36).slice(2);
    browser.sessionStorage.setItem(WINDOW, name);
    return name;
}

function patience() {
    if (document.hidden) {
        return WAIT.hidden;
    }
    return document.hasFocus() ? WAIT.focused : WAIT.visible;
}

/**
 * The call at the user's phone, in every window; and its form, in one of them.
 *
 * @typedef {Object} Calls
 * @property {Object} state `phone`, `free` phones and `call`, as the server gives them, or false
 * @property {Set} forms the forms that are open in this window
 */
export const callService = {
    dependencies: ["action", "bus_service", "notification", "orm"],
    start(_env, {action, bus_service: busService, notification, orm}) {
        const state = reactive({phone: false, free: [], call: false});
        const forms = new Set();
        const calls = {state, forms, load, open, lead, duty, sit, since};
        if (!session.police_takes_calls) {
            return calls;
        }
        const window = ownWindow();
        // By how much the clock of this computer is ahead of the server's, in milliseconds.
        let ahead = 0;
        // The call for which this window has asked.
        let asked = null;

        async function load() {
            const mine = await orm.silent.call("police.phone", "action_mine", []);
            ahead = Date.now() - deserializeDateTime(mine.now).toMillis();
            Object.assign(state, {phone: mine.phone, free: mine.free, call: mine.call});
            const {call} = state;
            if (call && call.opens && !call.window && asked !== call.id) {
                asked = call.id;
                browser.setTimeout(() => open(), patience());
            } else if (!call) {
                asked = null;
            }
        }

        /** @param {boolean} [isAsked] the user wants it here, wherever it is open */
        async function open(isAsked = false) {
            const {call} = state;
            if (!call) {
                return;
            }
            const form = await orm.call("police.call", "action_open_form", [
                [call.id],
                window,
                isAsked,
            ]);
            if (form && !isHere(form.res_id)) {
                await action.doAction(form);
            }
            await load();
        }

        const isHere = (draft) => [...forms].some(({model}) => model.root.resId === draft);

        /** Have something done with the call: a method of the server's. */
        async function lead(method, ...more) {
            const {id} = state.call;
            await orm.call("police.call", method, [[id], ...more]);
            if (method === "action_answer") {
                browser.setTimeout(() => remind(id), ANSWERS_WITHIN);
            }
        }

        function remind(id) {
            if (state.call && state.call.id === id && state.call.state === "ringing") {
                const words = _t("Your phone does not answer from the screen: pick it up.");
                notification.add(words, {type: "warning"});
            }
        }

        async function duty(code) {
            await orm.call("police.phone", "action_duty", [code]);
            await load();
        }

        async function sit(phone) {
            await orm.call("police.phone", "action_sit", [phone.id]);
            await load();
        }

        /** Seconds since a moment of the server's. */
        function since(moment) {
            const begun = deserializeDateTime(moment).toMillis();
            return Math.max(0, Math.round((Date.now() - ahead - begun) / 1000));
        }

        /** Somebody else has it by now, or nobody: what was open in it is left. */
        async function leave(draft) {
            for (const form of forms) {
                if (form.model.root.resId === draft) {
                    await form.model.root.discard();
                    form.env.config.historyBack();
                }
            }
        }

        busService.subscribe("police_call", ({left, problem}) => {
            if (left) {
                leave(left);
            }
            if (problem) {
                notification.add(problem, {type: "danger"});
            }
            load();
        });
        // What happened until it listens is known only now.
        busService.addEventListener("BUS:CONNECT", load);
        busService.addEventListener("BUS:RECONNECT", load);
        load();
        return calls;
    },
};

registry.category("services").add("police_calls", callService);
