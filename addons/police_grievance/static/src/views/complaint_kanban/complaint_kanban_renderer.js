import {reloadKeepingMarks} from "@police_grievance/core/left_complaints";
import {useStageDialog} from "@police_grievance/core/stage_dialog";
import {useEffect} from "@odoo/owl";
import {KanbanRenderer} from "@web/views/kanban/kanban_renderer";

export class ComplaintKanbanRenderer extends KanbanRenderer {
    setup() {
        super.setup();
        this.openStageDialog = useStageDialog();
        useEffect(
            () => this.bringIntoSight(),
            () => [JSON.stringify(this.props.list.domain)],
        );
    }

    /** What was searched for may stand in a column beyond the edge, such as that of closed ones. */
    bringIntoSight() {
        const column = this.rootRef.el?.querySelector(".o_kanban_group:has(.o_kanban_record)");
        column?.scrollIntoView({block: "nearest", inline: "nearest"});
    }

    /** A card dropped on a stage that asks for more stays where it was until the dialogue is done. */
    async sortRecordDrop(recordId, groupId, params) {
        const {list} = this.props;
        const target =
            list.isGrouped && list.groups.find(({id}) => id === params.parent?.dataset.id);
        if (target && target.id !== groupId && target.groupByField.name === "stage_id") {
            const record = list.records.find(({id}) => id === recordId);
            const reload = () => reloadKeepingMarks(list.model);
            if (record && (await this.openStageDialog(record.resId, target.value, reload))) {
                params.parent.classList.remove("o_kanban_hover");
                return;
            }
        }
        return super.sortRecordDrop(recordId, groupId, params);
    }
}
