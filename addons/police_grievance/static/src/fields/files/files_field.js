import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {FilesRow} from "./files_row";

export class FilesField extends Component {
    static template = "police_grievance.FilesField";
    static components = {FilesRow};
    static props = {...standardFieldProps};

    get files() {
        return this.props.record.data[this.props.name] || [];
    }
}

registry.category("fields").add("police_files", {component: FilesField, supportedTypes: ["json"]});
