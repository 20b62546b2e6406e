import {Component, onWillDestroy, onWillStart, useState} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";

// Who waits is told while somebody looks: nobody waits much longer.
const MILLISECONDS_BETWEEN_LOOKS = 10000;

/** A day's calls in figures, by hour and by call taker, and who waits now; every count opens its calls. */
export class CallsPage extends Component {
    static template = "police_voice.CallsPage";
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.actionService = useService("action");
        this.state = useState({title: "", day: null, columns: [], parts: [], waiting: null});
        // Going back from a list leads to the same day.
        useSetupAction({getLocalState: () => ({day: this.state.day})});
        onWillStart(() => this.show(this.props.state?.day || null));
        const timer = browser.setInterval(() => this.look(), MILLISECONDS_BETWEEN_LOOKS);
        onWillDestroy(() => browser.clearInterval(timer));
    }

    async show(day) {
        Object.assign(this.state, await this.orm.call("police.call.figures", "get_day", [day]));
    }

    async look() {
        if (this.state.waiting && !document.hidden) {
            const waiting = await this.orm.silent.call("police.call.figures", "get_waiting");
            this.state.waiting = this.state.waiting && waiting;
        }
    }

    open(cell) {
        return this.actionService.doAction(cell.action);
    }

    openAll() {
        return this.actionService.doAction("police_voice.police_call_all_action");
    }
}

registry.category("actions").add("police_calls_page", CallsPage);
