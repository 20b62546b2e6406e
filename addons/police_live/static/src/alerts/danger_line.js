import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

/** A red line above everything, until somebody opens what it speaks of or puts it away. */
export class DangerLine extends Component {
    static template = "police_live.DangerLine";
    static props = {state: Object, open: Function};

    setup() {
        this.state = useState(this.props.state);
    }

    get words() {
        const {length} = this.state.ids;
        return length === 1
            ? _t("Danger: somebody may need help now.")
            : _t("Danger in %s complaints: people may need help now.", String(length));
    }

    close() {
        this.state.ids = [];
    }
}
