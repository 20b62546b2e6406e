import {Component, onWillDestroy, useState} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {_t} from "@web/core/l10n/translation";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {KeepLast} from "@web/core/utils/concurrency";
import {useService} from "@web/core/utils/hooks";

const STATES = {
    ringing: () => _t("Rings"),
    waiting: () => _t("Waits"),
    talking: () => _t("Talking"),
    held: () => _t("On hold"),
};

/** The call at the user's phone, and what they can do with it. */
export class CallControls extends Component {
    static template = "police_voice.CallControls";
    static components = {Dropdown, DropdownItem};
    static props = {canOpen: {type: Boolean, optional: true}};

    setup() {
        this.orm = useService("orm");
        this.calls = useService("police_calls");
        this.line = useState(this.calls.state);
        this.state = useState({seconds: 0, words: "", phones: [], units: []});
        this.keepLast = new KeepLast();
        const count = () => {
            const {call} = this.line;
            const begun = call && (call.answered_at || call.began_at);
            this.state.seconds = begun ? this.calls.since(begun) : 0;
        };
        count();
        const interval = browser.setInterval(count, 1000);
        onWillDestroy(() => browser.clearInterval(interval));
    }

    get call() {
        return this.line.call;
    }

    get words() {
        if (this.call.direction === "out" && this.call.state === "ringing") {
            return _t("Calling");
        }
        return STATES[this.call.state]?.() || "";
    }

    get number() {
        return this.call.phone || _t("Number withheld");
    }

    get time() {
        const minutes = Math.floor(this.state.seconds / 60);
        return `${minutes}:${String(this.state.seconds % 60).padStart(2, "0")}`;
    }

    lead(method, ...more) {
        return this.calls.lead(method, ...more);
    }

    async findTargets() {
        const asked = this.orm.call("police.call", "action_targets", [
            [this.call.id],
            this.state.words.trim(),
        ]);
        Object.assign(this.state, await this.keepLast.add(asked));
    }

    onWords(ev) {
        this.state.words = ev.target.value;
        return this.findTargets();
    }

    openTargets() {
        this.state.words = "";
        return this.findTargets();
    }
}
