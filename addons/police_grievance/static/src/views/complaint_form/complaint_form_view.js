import {onMounted} from "@odoo/owl";
import {useComplaintScreen} from "@police_grievance/core/left_complaints";
import {openReply, useReplies, writing} from "@police_grievance/core/reply";
import {SettlingModel} from "@police_grievance/core/settling_model";
import {registry} from "@web/core/registry";
import {SIZES} from "@web/core/ui/ui_service";
import {FormController} from "@web/views/form/form_controller";
import {formView} from "@web/views/form/form_view";
import {ComplaintFormCompiler} from "./complaint_form_compiler";
import {ComplaintFormRenderer} from "./complaint_form_renderer";

/** The form of a complaint: gone from the user's sight, it goes back to where they came from. */
export class ComplaintFormController extends FormController {
    setup() {
        super.setup();
        useComplaintScreen({
            isForm: true,
            shownIds: () => (this.model.root.resId ? [this.model.root.resId] : []),
            leave: () => this.leave(),
        });
        useReplies(
            this.env,
            (id) => id === this.model.root.resId,
            () => this.reloadKeepingWords(),
        );
        onMounted(() => {
            const {resId} = this.model.root;
            if (writing.isOf(resId) && !this.env.inDialog) {
                openReply(this.env, resId);
            }
        });
    }

    /** Show what has come about meanwhile; what is being typed stays. */
    async reloadKeepingWords() {
        if (!(await this.model.root.isDirty())) {
            await this.model.load();
        }
        const thread = {model: "police.complaint", id: this.model.root.resId};
        this.env.services["mail.store"].Thread.get(thread)?.fetchNewMessages();
    }

    get className() {
        const isBeside = !this.env.inDialog && this.ui.size >= SIZES.XL;
        return {...super.className, "o_xxl_form_view h-100": isBeside};
    }

    async leave() {
        await this.model.root.discard();
        this.dialogService.closeAll({noReload: true});
        if (!this.env.inDialog) {
            this.env.config.historyBack();
        }
    }

    async onSaveError(error, options, leaving) {
        const id = this.model.root.resId;
        if (leaving && !(await this.orm.searchCount("police.complaint", [["id", "=", id]]))) {
            await options.discard();
            return true;
        }
        return super.onSaveError(error, options, leaving);
    }
}

registry.category("views").add("police_complaint_form", {
    ...formView,
    Compiler: ComplaintFormCompiler,
    Controller: ComplaintFormController,
    Model: SettlingModel,
    Renderer: ComplaintFormRenderer,
});
