import {Component, onWillStart, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {Layout} from "@web/search/layout";

/** A supervisor's morning: what happened below, and every figure opens the list it counts. */
export class MorningPage extends Component {
    static template = "police_desk.MorningPage";
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.actionService = useService("action");
        this.state = useState({title: "", tiles: [], columns: [], stations: []});
        onWillStart(() => this.load());
    }

    async load() {
        Object.assign(
            this.state,
            await this.orm.call("police.supervisor.overview", "get_morning", []),
        );
    }

    open(tile) {
        return this.actionService.doAction(tile.action);
    }
}

registry.category("actions").add("police_morning_page", MorningPage);
