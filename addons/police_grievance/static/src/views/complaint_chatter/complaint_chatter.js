import {Chatter} from "@mail/chatter/web_portal/chatter";
import {patch} from "@web/core/utils/patch";
import {useService} from "@web/core/utils/hooks";

/**
 * Below a complaint there are two ways to write: to the citizen, in a dialogue of its own, and to
 * colleagues. Mail's "Send message", which here would reach nobody outside, is not one of them.
 */
patch(Chatter.prototype, {
    setup() {
        super.setup(...arguments);
        this.policeAction = useService("action");
    },

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
        const action = await this.orm.call("police.complaint", "action_reply", [[threadId]]);
        await this.policeAction.doAction(action, {
            onClose: async () => {
                await this.reloadParentView();
                this.load(this.state.thread, ["messages"]);
            },
        });
    },
});
