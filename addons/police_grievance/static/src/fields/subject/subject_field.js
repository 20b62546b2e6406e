import {registry} from "@web/core/registry";
import {charField, CharField} from "@web/views/fields/char/char_field";

/** A subject in lines that break between words; the whole of it is its title. */
export class SubjectField extends CharField {
    static template = "police_grievance.SubjectField";
}

registry.category("fields").add("police_subject", {...charField, component: SubjectField});
