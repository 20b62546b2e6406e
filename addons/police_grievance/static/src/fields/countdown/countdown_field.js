import {Component, useEffect} from "@odoo/owl";
import {formatDateTime} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {countdown} from "./countdown";

const ICONS = {
    calm: "fa-clock-o",
    soon: "fa-hourglass-end",
    late: "fa-exclamation-triangle",
    paused: "fa-pause",
    kept: "fa-check",
    missed: "fa-times",
};

/** Time left to a complaint's deadline, on the server's clock; turns its colour without a reload. */
export class CountdownField extends Component {
    static template = "police_grievance.CountdownField";
    static props = {...standardFieldProps};

    setup() {
        this.clock = useService("police_server_clock");
        useEffect(
            () => this.clock.subscribe(() => this.refresh()),
            () => [],
        );
    }

    get deadline() {
        return this.props.record.data[this.props.name];
    }

    get countdown() {
        this.shown = this.compute();
        return this.shown;
    }

    get icon() {
        return ICONS[this.shown.level];
    }

    get title() {
        return _t("Deadline %s", formatDateTime(this.deadline));
    }

    compute() {
        const {is_open, paused_since, closed_at} = this.props.record.data;
        return countdown(this.deadline.toMillis(), this.clock.now(), {
            isPaused: Boolean(paused_since),
            closedAt: !is_open && closed_at ? closed_at.toMillis() : undefined,
        });
    }

    /** Draw again only when another text or colour is due: a board shows hundreds of these. */
    refresh() {
        if (!this.deadline) {
            return;
        }
        const {level, text} = this.compute();
        if (level !== this.shown?.level || String(text) !== String(this.shown.text)) {
            this.render();
        }
    }
}

export const countdownField = {
    component: CountdownField,
    displayName: _t("Countdown to the deadline"),
    supportedTypes: ["datetime"],
    fieldDependencies: [
        {name: "is_open", type: "boolean", readonly: true},
        {name: "paused_since", type: "datetime", readonly: true},
        {name: "closed_at", type: "datetime", readonly: true},
    ],
};

registry.category("fields").add("police_countdown", countdownField);
