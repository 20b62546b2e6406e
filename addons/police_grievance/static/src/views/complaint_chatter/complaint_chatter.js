import {Chatter} from "@mail/chatter/web_portal/chatter";
import {openReply} from "@police_grievance/core/reply";
import {patch} from "@web/core/utils/patch";

/**
 * Below a complaint there are two ways to write: to the citizen, in a dialogue of its own, and to
 * colleagues. Mail's "Send message", which here would reach nobody outside, is not one of them.
 */
patch(Chatter.prototype, {
    get isComplaint() {
        return this.props.threadModel === "police.complaint";
    },

    get mayReplyToCitizen() {
        return Boolean(this.props.record?.data.may_reply);
    },

    async onClickReplyToCitizen() {
        const {record, threadId} = this.props;
        if (record && !(await record.save())) {
            return;
        }
        await openReply(this.env, threadId);
    },
});
