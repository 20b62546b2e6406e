import {useStageDialog} from "@police_grievance/core/stage_dialog";
import {registry} from "@web/core/registry";
import {statusBarField, StatusBarField} from "@web/views/fields/statusbar/statusbar_field";

/** The bar of stages; a stage that asks for more opens its dialogue first. */
export class StageBarField extends StatusBarField {
    setup() {
        super.setup();
        this.openStageDialog = useStageDialog();
    }

    async selectItem(item) {
        const {record} = this.props;
        if (!(await record.save())) {
            return;
        }
        if (!(await this.openStageDialog(record.resId, item.value, () => record.load()))) {
            await super.selectItem(item);
        }
    }
}

registry.category("fields").add("police_stage_bar", {...statusBarField, component: StageBarField});
