import {lock} from "@police_force/switch_user/unlock_service";
import {browser} from "@web/core/browser/browser";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {useBus} from "@web/core/utils/hooks";

// Of which complaint who writes a reply in this tab: after a reload, or a lock, it opens again.
const WRITING = "police_reply_of";
const CHANGED = "POLICE:REPLY";

/** Open the reply to the citizen, with the user's half-written words if there are any. */
export async function openReply(env, complaintId) {
    const {orm} = env.services;
    await writing.kept;
    const dialog = await orm.call("police.complaint", "action_reply", [[complaintId]]);
    await showReply(env, complaintId, dialog);
}

function showReply(env, complaintId, dialog) {
    return env.services.action.doAction(dialog, {
        onClose: () => env.bus.trigger(CHANGED, {complaintId}),
    });
}

/** Not of whoever sits at this PC next. */
const mark = (complaintId) => `${user.userId} ${complaintId}`;

export const writing = {
    /** Settled once the words of the last dialogue are kept, or could not be. */
    kept: Promise.resolve(),
    begin: (complaintId) => browser.sessionStorage.setItem(WRITING, mark(complaintId)),
    /** @param {Promise} keeping of the words in the dialogue that goes */
    end(keeping) {
        this.kept = new Promise((resolve) => keeping.finally(resolve));
        if (!lock.isOn) {
            browser.sessionStorage.removeItem(WRITING);
        }
    },
    isOf: (complaintId) => browser.sessionStorage.getItem(WRITING) === mark(complaintId),
};

/** Read anew what a reply changes, as soon as it has gone out or was put away. */
export function useReplies(env, isShown, reload) {
    useBus(env.bus, CHANGED, ({detail}) => {
        if (isShown(detail.complaintId)) {
            reload();
        }
    });
}

/** A reply was sent: it waits some seconds, in which it can be taken back. */
async function onReplyHeld(env, action) {
    const {id, complaint_id: complaintId, seconds} = action.params;
    const {orm, notification} = env.services;
    await env.services.action.doAction({type: "ir.actions.act_window_close"});
    let timeout = null;
    const close = notification.add(_t("It goes to the citizen in %s seconds.", seconds), {
        type: "success",
        sticky: true,
        className: "o_police_reply_held",
        buttons: [
            {
                name: _t("Take back"),
                primary: true,
                onClick: async () => {
                    browser.clearTimeout(timeout);
                    close();
                    const dialog = await orm.call(
                        "police.complaint.reply.wizard",
                        "action_take_back",
                        [id],
                    );
                    await showReply(env, complaintId, dialog);
                },
            },
        ],
    });
    timeout = browser.setTimeout(async () => {
        close();
        await orm.silent.call("police.complaint.reply.wizard", "action_send_held", [id]);
        env.bus.trigger(CHANGED, {complaintId});
    }, seconds * 1000);
}

registry.category("actions").add("police_reply_held", onReplyHeld);
