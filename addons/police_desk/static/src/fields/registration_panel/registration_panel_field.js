import {Component, useRef} from "@odoo/owl";
import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {deserializeDateTime, formatDateTime} from "@web/core/l10n/dates";
import {useHotkey} from "@web/core/hotkeys/hotkey_hook";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

// As the person chosen: none of those known at the phone.
const SOMEBODY_NEW = -1;
// Alt and one of these chooses one of several of a name.
const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** Who calls, their complaints, where it will go and what may be the same matter. */
export class RegistrationPanelField extends Component {
    static template = "police_desk.RegistrationPanelField";
    static props = {...standardFieldProps};

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.root = useRef("root");
        for (const number of NUMBERS) {
            // As `data-hotkey` it would be the menu's: that has the same keys, and comes first. Here
            // it never is: who presses a moment before there is a list stays with the caller.
            useHotkey(`alt+${number}`, () => this.pick(number), {
                bypassEditableProtection: true,
                withOverlay: () => this.pickButton(number),
            });
        }
    }

    pickButton(number) {
        return this.root.el?.querySelectorAll(".o_police_pick button")[number - 1];
    }

    pick(number) {
        const button = this.pickButton(number);
        // What is being typed is taken first.
        button?.focus();
        button?.click();
    }

    get panel() {
        return this.props.record.data[this.props.name] || {};
    }

    get isNewPerson() {
        return !this.panel.people.some(({chosen}) => chosen);
    }

    moment(value) {
        return formatDateTime(deserializeDateTime(value), {showSeconds: false});
    }

    choose(person) {
        return this.props.record.update({person: person.id, name: person.name});
    }

    chooseNobody() {
        return this.props.record.update({person: SOMEBODY_NEW, name: ""});
    }

    choosePlace(place) {
        return this.props.record.update({place_id: {id: place.id, display_name: place.name}});
    }

    sendTo(unit) {
        return this.props.record.update({unit_id: {id: unit.id, display_name: unit.name}});
    }

    join(complaint) {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Add to a complaint"),
            body: _t(
                "Add these words to complaint %s instead of registering a new one?",
                complaint.number,
            ),
            confirmLabel: _t("Add the words"),
            confirm: () => this.addWords(complaint),
            cancel: () => {},
        });
    }

    async addWords(complaint) {
        const {record} = this.props;
        if (await record.save()) {
            await this.orm.call(record.resModel, "action_join", [[record.resId], complaint.id]);
            await record.load();
        }
    }
}

registry.category("fields").add("police_registration_panel", {
    component: RegistrationPanelField,
    supportedTypes: ["json"],
});
