import {SIZES} from "@web/core/ui/ui_service";
import {FormRenderer} from "@web/views/form/form_renderer";
import {ComplaintButtons} from "./complaint_buttons";

/** Words and conversation side by side already on the screen of an office (1366 × 768). */
export class ComplaintFormRenderer extends FormRenderer {
    static components = {...FormRenderer.components, StatusBarButtons: ComplaintButtons};

    mailLayout(hasAttachmentContainer) {
        const layout = super.mailLayout(hasAttachmentContainer);
        const isWide = this.uiService.size >= SIZES.XL;
        return layout === "BOTTOM_CHATTER" && isWide ? "SIDE_CHATTER" : layout;
    }
}
