import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {RecordingPlayer} from "../recording/recording_player";

/** Plays sound and film, and shows pictures: the server says `kind` and `url` of each. */
export class PlayerField extends Component {
    static template = "police_grievance.PlayerField";
    static components = {RecordingPlayer};
    static props = {...standardFieldProps};

    get files() {
        return this.props.record.data[this.props.name] || [];
    }
}

registry.category("fields").add("police_player", {
    component: PlayerField,
    supportedTypes: ["json"],
});
