import {Component, onMounted, onWillUnmount, useState} from "@odoo/owl";
import {RegistrationFormController} from "@police_desk/views/registration_form/registration_form_view";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {patch} from "@web/core/utils/patch";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {CallControls} from "@police_voice/call/call_controls";

/** Above the form: the call in which it is filled in. */
export class RegistrationCall extends Component {
    static template = "police_voice.RegistrationCall";
    static components = {CallControls};
    static props = {...standardWidgetProps};

    setup() {
        this.line = useState(useService("police_calls").state);
    }

    get isOfThisForm() {
        const {resId} = this.props.record;
        return Boolean(resId && this.line.call && this.line.call.form === resId);
    }
}

registry.category("view_widgets").add("police_call", {component: RegistrationCall});

patch(RegistrationFormController.prototype, {
    setup() {
        super.setup();
        const {forms} = useService("police_calls");
        onMounted(() => forms.add(this));
        onWillUnmount(() => forms.delete(this));
    },
});
