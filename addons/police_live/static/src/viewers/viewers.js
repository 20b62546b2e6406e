import {Component, onWillUnmount, useEffect, useState} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

const STILL = 45 * 1000;

/** Who else has this complaint open at this moment. */
export class Viewers extends Component {
    static template = "police_live.Viewers";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm").silent;
        this.bus = useService("bus_service");
        this.state = useState({users: []});
        const onTold = ({id}) => id === this.complaintId && this.see(id);
        this.bus.subscribe("police_viewers", onTold);
        onWillUnmount(() => this.bus.unsubscribe("police_viewers", onTold));
        useEffect(
            (id) => this.begin(id),
            () => [this.complaintId],
        );
    }

    get complaintId() {
        return this.props.record.resId;
    }

    /** @returns {() => void} says that it is open no more */
    begin(id) {
        this.state.users = [];
        if (!id) {
            return () => {};
        }
        this.see(id);
        const again = () => !document.hidden && this.see(id);
        const interval = browser.setInterval(again, STILL);
        document.addEventListener("visibilitychange", again);
        return () => {
            browser.clearInterval(interval);
            document.removeEventListener("visibilitychange", again);
            this.orm.call("police.viewer", "action_leave", [id]).catch(() => {});
        };
    }

    /** One that is no longer the user's to see is left by the form itself. */
    async see(id) {
        const users = await this.orm.call("police.viewer", "action_see", [id]).catch(() => []);
        if (id === this.complaintId) {
            this.state.users = users;
        }
    }
}

registry.category("view_widgets").add("police_viewers", {component: Viewers});
