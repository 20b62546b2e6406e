import {MorningPage} from "@police_desk/start_page/morning_page";
import {StartPage} from "@police_desk/start_page/start_page";
import {ComplaintFormController} from "@police_grievance/views/complaint_form/complaint_form_view";
import {ComplaintKanbanController} from "@police_grievance/views/complaint_kanban/complaint_kanban_view";
import {ComplaintListController} from "@police_grievance/views/complaint_list/complaint_list_view";
import {idsOf, isOwn, useLive} from "@police_live/core/live_service";
import {isInHand, reloadInPlace} from "@police_live/core/keeping_place";
import {patch} from "@web/core/utils/patch";

for (const Controller of [ComplaintKanbanController, ComplaintListController]) {
    patch(Controller.prototype, {
        setup() {
            super.setup();
            useLive(() => reloadInPlace(this.model, this.rootRef.el), {
                isBusy: () => isInHand(this.model),
            });
        },
    });
}

for (const Page of [StartPage, MorningPage]) {
    patch(Page.prototype, {
        setup() {
            super.setup();
            useLive(() => this.load(), {counts: true});
        },
    });
}

patch(ComplaintFormController.prototype, {
    setup() {
        super.setup();
        useLive(() => this.reloadKeepingWords(), {
            concerns: (happened) =>
                !isOwn(happened) && idsOf(happened).includes(this.model.root.resId),
            // What is typed is not overwritten; a dialogue reads its complaint when it closes.
            isBusy: () => Boolean(document.querySelector(".o_dialog")),
        });
    },
});
