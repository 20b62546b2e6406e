import {Component, useEffect, useRef} from "@odoo/owl";
import {formatDateTime, parseDateTime} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/**
 * A moment typed by hand, as -2H or in full: no calendar that covers the form.
 *
 * What is no moment stays as it was typed, in `received_text`, and is refused on registering.
 */
export class MomentField extends Component {
    static template = "police_desk.MomentField";
    static props = {...standardFieldProps, placeholder: {type: String, optional: true}};

    setup() {
        this.box = useRef("box");
        this.isTyping = false;
        useEffect(
            () => this.fillIn(),
            () => [this.text],
        );
    }

    /** What is being typed stays: it is newer. */
    fillIn() {
        if (!this.isTyping) {
            this.box.el.value = this.text;
        }
    }

    get text() {
        const value = this.props.record.data[this.props.name];
        return value ? formatDateTime(value, {showSeconds: false}) : this.unclear;
    }

    get unclear() {
        return this.props.record.data.received_text || "";
    }

    async onChange(ev) {
        const typed = ev.target.value.trim();
        this.isTyping = false;
        let moment = false;
        try {
            moment = typed && parseDateTime(typed);
        } catch {
            moment = false;
        }
        const unclear = moment ? false : typed;
        await this.props.record.update({[this.props.name]: moment, received_text: unclear});
        this.fillIn();
    }
}

registry.category("fields").add("police_moment", {
    component: MomentField,
    supportedTypes: ["datetime"],
    fieldDependencies: [{name: "received_text", type: "char"}],
    extractProps: ({placeholder}) => ({placeholder}),
});
