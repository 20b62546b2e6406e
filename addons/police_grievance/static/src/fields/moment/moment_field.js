import {Component} from "@odoo/owl";
import {formatDateTime, parseDateTime} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** A moment typed by hand, as -2H or in full: no calendar that covers the form. */
export class MomentField extends Component {
    static template = "police_grievance.MomentField";
    static props = {...standardFieldProps, placeholder: {type: String, optional: true}};

    get text() {
        const value = this.props.record.data[this.props.name];
        return value ? formatDateTime(value, {showSeconds: false}) : "";
    }

    async onChange(ev) {
        const {name, record} = this.props;
        try {
            const typed = ev.target.value.trim();
            await record.update({[name]: typed ? parseDateTime(typed) : false});
            ev.target.value = this.text;
        } catch {
            record.setInvalidField(name);
        }
    }
}

registry.category("fields").add("police_moment", {
    component: MomentField,
    supportedTypes: ["datetime"],
    extractProps: ({placeholder}) => ({placeholder}),
});
