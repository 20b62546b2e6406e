import {Component, markup, onWillStart, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {Layout} from "@web/search/layout";

/** What needs me now: what the last shift left, and figures that open the lists they count. */
export class StartPage extends Component {
    static template = "police_desk.StartPage";
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.actionService = useService("action");
        this.state = useState({
            sections: [],
            handovers: [],
            mayRegister: false,
            mayHandOver: false,
        });
        onWillStart(() => Promise.all([this.load(), this.loadRoles()]));
    }

    async loadRoles() {
        const roles = ["group_control_room", "group_station_staff"];
        const [mayHandOver, ...has] = await Promise.all([
            user.checkAccessRight("police.handover", "create"),
            ...roles.map((role) => user.hasGroup(`police_force.${role}`)),
        ]);
        Object.assign(this.state, {mayHandOver, mayRegister: has.includes(true)});
    }

    register() {
        return this.actionService.doAction("police_desk.police_registration_action");
    }

    async load() {
        const [sections, handovers] = await Promise.all([
            this.orm.call("police.start.page", "get_sections", []),
            this.orm.call("police.handover", "get_waiting", []),
        ]);
        Object.assign(this.state, {sections, handovers});
    }

    open({action}) {
        // What an empty list says: the client takes it for HTML only of actions that it has fetched itself.
        const help = action.help && markup(action.help);
        return this.actionService.doAction({...action, help});
    }

    handOver() {
        return this.actionService.doAction("police_desk.police_handover_dialog_action", {
            onClose: () => this.load(),
        });
    }

    async takeOver(handover) {
        await this.orm.call("police.handover", "action_take_over", [handover.id]);
        await this.load();
    }
}

registry.category("actions").add("police_start_page", StartPage);
