import {registry} from "@web/core/registry";
import {charField, CharField} from "@web/views/fields/char/char_field";

/**
 * A complaint's number in groups, as it is read out: 4712-093-586.
 *
 * @param {string} number digits only
 */
export function groupedNumber(number) {
    return [number.slice(0, 4), number.slice(4, 7), number.slice(7)].filter(Boolean).join("-");
}

export class NumberField extends CharField {
    get formattedValue() {
        return groupedNumber(this.props.record.data[this.props.name] || "");
    }
}

registry.category("fields").add("police_number", {...charField, component: NumberField});
