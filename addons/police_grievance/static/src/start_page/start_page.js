import {Component, onWillStart, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {Layout} from "@web/search/layout";

/** What needs me now: every figure opens the list it counts. */
export class StartPage extends Component {
    static template = "police_grievance.StartPage";
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.actionService = useService("action");
        this.state = useState({sections: []});
        onWillStart(() => this.load());
    }

    async load() {
        this.state.sections = await this.orm.call("police.start.page", "get_sections", []);
    }

    open(tile) {
        return this.actionService.doAction(tile.action);
    }
}

registry.category("actions").add("police_start_page", StartPage);
