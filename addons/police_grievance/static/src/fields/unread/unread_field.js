import {Component, xml} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** An icon where something is so, and nothing where it is not. */
export class UnreadField extends Component {
    static template = xml`
        <i
            t-if="props.record.data[props.name]"
            class="fa fa-reply text-primary"
            role="img"
            t-att-title="props.record.fields[props.name].string"
            t-att-aria-label="props.record.fields[props.name].string"
        />`;
    static props = {...standardFieldProps};
}

registry
    .category("fields")
    .add("police_unread", {component: UnreadField, supportedTypes: ["boolean"]});
