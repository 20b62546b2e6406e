import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {session} from "@web/session";
import {CallControls} from "@police_voice/call/call_controls";

const DUTIES = [
    {code: "on", label: () => _t("On duty"), icon: "text-success"},
    {code: "busy", label: () => _t("Writing up"), icon: "text-warning"},
    {code: "break", label: () => _t("On a break"), icon: "text-warning"},
    {code: "off", label: () => _t("Off duty"), icon: "text-muted"},
];

/** Whether the user takes calls at this moment, at which phone, and the call that they have. */
export class DutyMenu extends Component {
    static template = "police_voice.DutyMenu";
    static components = {CallControls, Dropdown, DropdownItem};
    static props = {};

    setup() {
        this.calls = useService("police_calls");
        this.line = useState(this.calls.state);
        this.duties = DUTIES;
    }

    get isShown() {
        return Boolean(this.line.phone || this.line.free.length);
    }

    get duty() {
        return DUTIES.find(({code}) => code === this.line.phone?.duty) || DUTIES.at(-1);
    }

    get title() {
        if (!this.line.phone) {
            return _t("Choose your phone");
        }
        return this.line.call ? _t("In a call") : this.duty.label();
    }
}

if (session.police_takes_calls) {
    registry
        .category("systray")
        .add("police_voice.DutyMenu", {Component: DutyMenu}, {sequence: 30});
}
