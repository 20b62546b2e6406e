import {reloadKeepingMarks, useComplaintScreen} from "@police_grievance/core/left_complaints";
import {ComplaintSearchModel} from "@police_grievance/core/complaint_search_model";
import {LiveSelectionBox} from "@police_grievance/core/live_selection_box";
import {SettlingModel} from "@police_grievance/core/settling_model";
import {registry} from "@web/core/registry";
import {ListController} from "@web/views/list/list_controller";
import {listView} from "@web/views/list/list_view";

export class ComplaintListController extends ListController {
    static components = {...ListController.components, SelectionBox: LiveSelectionBox};

    setup() {
        super.setup();
        useComplaintScreen({
            shownIds: () => this.model.root.records.map((record) => record.resId),
            leave: () => reloadKeepingMarks(this.model),
        });
    }
}

registry.category("views").add("police_complaint_list", {
    ...listView,
    Controller: ComplaintListController,
    Model: SettlingModel,
    SearchModel: ComplaintSearchModel,
});
