import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** The questions of the category, a line for each answer; the field holds {question: answer}. */
export class QuestionsField extends Component {
    static template = "police_grievance.QuestionsField";
    static props = {...standardFieldProps};

    /** The category's questions, then those of another one that were answered already. */
    get questions() {
        const asked = (this.props.record.data.questions || "").split("\n");
        const answered = Object.keys(this.answers).filter((question) => this.answers[question]);
        return [...new Set([...asked.map((line) => line.trim()), ...answered])].filter(Boolean);
    }

    get answers() {
        return this.props.record.data[this.props.name] || {};
    }

    answer(question, ev) {
        const answers = {...this.answers, [question]: ev.target.value};
        return this.props.record.update({[this.props.name]: answers});
    }
}

registry.category("fields").add("police_questions", {
    component: QuestionsField,
    supportedTypes: ["json"],
    fieldDependencies: [{name: "questions", type: "text"}],
});
