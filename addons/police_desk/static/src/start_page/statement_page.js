import {Component, onWillStart, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";

/** A month in figures, by district and by channel; every count opens the list it counts. */
export class StatementPage extends Component {
    static template = "police_desk.StatementPage";
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.actionService = useService("action");
        this.state = useState({title: "", month: null, columns: [], parts: []});
        // Going back from a list leads to the same month.
        useSetupAction({getLocalState: () => ({month: this.state.month})});
        onWillStart(() => this.show(this.props.state?.month || null));
    }

    async show(month) {
        const statement = await this.orm.call("police.statement", "get_statement", [month]);
        Object.assign(this.state, statement);
    }

    async print() {
        const action = await this.orm.call("police.statement", "action_print", [this.state.month]);
        return this.actionService.doAction(action);
    }

    open(cell) {
        return this.actionService.doAction(cell.action);
    }
}

registry.category("actions").add("police_statement_page", StatementPage);
