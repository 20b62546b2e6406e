import {Component, onWillStart, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
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
        this.state = useState({sections: [], mayRegister: false});
        onWillStart(() => Promise.all([this.load(), this.loadRoles()]));
    }

    async loadRoles() {
        const roles = ["group_control_room", "group_station_staff"];
        const has = await Promise.all(
            roles.map((role) => user.hasGroup(`police_grievance.${role}`)),
        );
        this.state.mayRegister = has.includes(true);
    }

    register() {
        return this.actionService.doAction("police_grievance.police_registration_action");
    }

    async load() {
        this.state.sections = await this.orm.call("police.start.page", "get_sections", []);
    }

    open(tile) {
        return this.actionService.doAction(tile.action);
    }
}

registry.category("actions").add("police_start_page", StartPage);
