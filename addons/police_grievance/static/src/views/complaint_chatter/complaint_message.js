import {Message as MessageComponent} from "@mail/core/common/message";
import {Message} from "@mail/core/common/message_model";
import {FilesRow} from "@police_grievance/fields/files/files_row";
import {patch} from "@web/core/utils/patch";

/** What is said on a complaint is not passed on by mail: the reply to the citizen is the only way out. */
patch(Message.prototype, {
    canForward(thread) {
        return thread?.model !== "police.complaint" && super.canForward(thread);
    },
});

/** What came with a message stands with it. */
Object.assign(MessageComponent.components, {PoliceFilesRow: FilesRow});
