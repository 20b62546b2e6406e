import {onMounted, onWillUnmount} from "@odoo/owl";
import {rpcErrorHandler} from "@web/core/errors/error_handlers";
import {UncaughtPromiseError} from "@web/core/errors/error_service";
import {_t} from "@web/core/l10n/translation";
import {RPCError} from "@web/core/network/rpc";
import {registry} from "@web/core/registry";

/**
 * Complaints leave a user's sight while they look at them: transferred, or about their own unit.
 *
 * @typedef {Object} Screen
 * @property {() => number[]} shownIds ids of the complaints that it shows now
 * @property {() => any} leave shows something else, without those that are gone
 * @property {boolean} [isForm] shows one complaint only
 */

/** @type {Set<Screen>} */
const screens = new Set();

/** @param {Screen} screen */
export function useComplaintScreen(screen) {
    onMounted(() => screens.add(screen));
    onWillUnmount(() => screens.delete(screen));
}

/**
 * Load the rows or cards anew. Those that were marked stay so, as long as they are there.
 *
 * @param {import("@web/model/relational_model/relational_model").RelationalModel} model
 */
export async function reloadKeepingMarks(model) {
    const before = model.root;
    await model.load();
    // Not earlier: some may be marked while it loads.
    const marked = new Set(before.selection.map((record) => record.resId));
    const isMarked = (record) => before.isDomainSelected || marked.has(record.resId);
    const kept = model.root.records.filter(isMarked);
    await Promise.all(kept.map((record) => record.toggleSelection(true)));
    if (before.isDomainSelected) {
        await model.root.selectDomain(true);
    }
}

function showing(ids) {
    return [...screens].filter((screen) => screen.shownIds().some((id) => ids.includes(id)));
}

/**
 * Leave what the user may not see any more.
 *
 * @param {Object} env
 * @param {number[]} ids complaints to look after
 * @returns {Promise<boolean>} whether a form was left
 */
async function leaveGone(env, ids) {
    const seen = await env.services.orm.silent.search("police.complaint", [["id", "in", ids]]);
    const gone = ids.filter((id) => !seen.includes(id));
    const left = showing(gone);
    const forms = left.filter((screen) => screen.isForm);
    if (forms.length) {
        env.services.notification.add(_t("This complaint is no longer yours to see."), {
            type: "warning",
        });
    }
    await Promise.all(left.map((screen) => screen.leave()));
    return Boolean(forms.length);
}

/** The user's own doing: the dialogue closes, and its form does not read again what is gone. */
async function afterTransfer(env, action) {
    const {ids, message} = action.params;
    env.services.notification.add(message, {type: "success"});
    const forms = showing(ids).filter((screen) => screen.isForm);
    await env.services.action.doAction({
        type: "ir.actions.act_window_close",
        infos: {noReload: Boolean(forms.length)},
    });
    await Promise.all(forms.map((screen) => screen.leave()));
}

registry.category("actions").add("police_complaint_left", afterTransfer);

/** Somebody else's doing, told by the server. */
export const leftComplaintsService = {
    dependencies: ["bus_service", "notification", "orm"],
    start(env, {bus_service: bus}) {
        bus.subscribe("police_complaint_left", ({ids}) => {
            const shown = showing(ids).flatMap((screen) => screen.shownIds());
            const left = ids.filter((id) => shown.includes(id));
            if (left.length) {
                leaveGone(env, left);
            }
        });
    },
};

registry.category("services").add("police_left_complaints", leftComplaintsService);

/** A refusal on a form whose complaint is gone says so by leaving, not by an error. */
function goneErrorHandler(env, error, originalError) {
    const forms = [...screens].filter((screen) => screen.isForm);
    const refused =
        error instanceof UncaughtPromiseError &&
        originalError instanceof RPCError &&
        originalError.exceptionName === "odoo.exceptions.AccessError";
    if (!refused || !forms.length) {
        return false;
    }
    error.unhandledRejectionEvent.preventDefault();
    leaveGone(
        env,
        forms.flatMap((screen) => screen.shownIds()),
    ).then((left) => left || rpcErrorHandler(env, error, originalError));
    return true;
}

registry.category("error_handlers").add("police_complaint_gone", goneErrorHandler, {sequence: 96});
