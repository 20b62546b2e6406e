import {useComplaintScreen} from "@police_grievance/core/left_complaints";
import {registry} from "@web/core/registry";
import {FormController} from "@web/views/form/form_controller";
import {formView} from "@web/views/form/form_view";

/** The form of a complaint: gone from the user's sight, it goes back to where they came from. */
export class ComplaintFormController extends FormController {
    setup() {
        super.setup();
        useComplaintScreen({
            isForm: true,
            shownIds: () => (this.model.root.resId ? [this.model.root.resId] : []),
            leave: () => this.leave(),
        });
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

registry
    .category("views")
    .add("police_complaint_form", {...formView, Controller: ComplaintFormController});
