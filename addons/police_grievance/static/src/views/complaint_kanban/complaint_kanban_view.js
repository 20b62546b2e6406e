import {reloadKeepingMarks, useComplaintScreen} from "@police_grievance/core/left_complaints";
import {ComplaintSearchModel} from "@police_grievance/core/complaint_search_model";
import {LiveSelectionBox} from "@police_grievance/core/live_selection_box";
import {SettlingModel} from "@police_grievance/core/settling_model";
import {registry} from "@web/core/registry";
import {KanbanController} from "@web/views/kanban/kanban_controller";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {ComplaintKanbanRenderer} from "./complaint_kanban_renderer";

export class ComplaintKanbanController extends KanbanController {
    static components = {...KanbanController.components, SelectionBox: LiveSelectionBox};

    setup() {
        super.setup();
        useComplaintScreen({
            shownIds: () => this.model.root.records.map((record) => record.resId),
            leave: () => reloadKeepingMarks(this.model),
        });
    }
}

export const complaintKanbanView = {
    ...kanbanView,
    Controller: ComplaintKanbanController,
    Model: SettlingModel,
    Renderer: ComplaintKanbanRenderer,
    SearchModel: ComplaintSearchModel,
};

registry.category("views").add("police_complaint_kanban", complaintKanbanView);
