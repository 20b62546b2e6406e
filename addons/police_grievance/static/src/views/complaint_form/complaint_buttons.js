import {useDropdownState} from "@web/core/dropdown/dropdown_hooks";
import {useService} from "@web/core/utils/hooks";
import {StatusBarButtons} from "@web/views/form/status_bar_buttons/status_bar_buttons";
import {onWillRender, onWillUnmount} from "@odoo/owl";

/** One button for what comes next, the rest under "More"; what is there keeps its key. */
export class ComplaintButtons extends StatusBarButtons {
    static template = "police_grievance.ComplaintButtons";
    static props = {...StatusBarButtons.props, main: {type: [String, Boolean], optional: true}};

    setup() {
        this.more = useDropdownState();
        this.hotkeys = useService("hotkey");
        this.removeKeys = [];
        this.toPress = null;
        onWillRender(() => this.listenToKeys());
        onWillUnmount(() => this.forgetKeys());
    }

    get arranged() {
        const names = this.visibleSlotNames;
        if (names.length < 2) {
            return {shown: names, more: []};
        }
        const isMain = (slot) => this.props.slots[slot].name === this.props.main;
        return {
            shown: names.filter(isMain),
            more: names.filter((slot) => !isMain(slot)),
        };
    }

    listenToKeys() {
        this.forgetKeys();
        for (const slot of this.arranged.more) {
            const {name, hotkey} = this.props.slots[slot];
            if (hotkey) {
                this.removeKeys.push(this.hotkeys.add(`alt+${hotkey}`, () => this.press(name)));
            }
        }
    }

    forgetKeys() {
        this.removeKeys.splice(0).forEach((remove) => remove());
    }

    /** The button is not there before its menu is: see `onOpened`. */
    press(name) {
        this.toPress = name;
        if (this.more.isOpen) {
            this.onOpened();
        } else {
            this.more.open();
        }
    }

    onOpened() {
        const name = this.toPress;
        this.toPress = null;
        if (name) {
            document.querySelector(`.o_police_more_menu button[name="${name}"]`)?.click();
        }
    }
}
