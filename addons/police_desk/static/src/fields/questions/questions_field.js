import {Component, onWillUpdateProps, useEffect, useRef} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useBus} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** The questions of the category, a line for each answer; the field holds {question: answer}. */
export class QuestionsField extends Component {
    static template = "police_desk.QuestionsField";
    static props = {...standardFieldProps};

    setup() {
        // What was typed since the form was opened: the record learns of it a little later.
        this.typed = {};
        this.isDirty = false;
        this.root = useRef("questions");
        useEffect(() => this.fillIn());
        onWillUpdateProps(({record}) => {
            if (record.id !== this.props.record.id) {
                this.typed = {};
                this.isDirty = false;
            }
        });
        const {bus} = this.props.record.model;
        useBus(bus, "NEED_LOCAL_CHANGES", ({detail}) => detail.proms.push(this.tellRecord()));
        useBus(bus, "WILL_SAVE_URGENTLY", () => this.tellRecord());
    }

    /** The category's questions, then those of another one that were answered already. */
    get questions() {
        const asked = (this.props.record.data.questions || "").split("\n");
        const answered = Object.keys(this.answers).filter((question) => this.answers[question]);
        return [...new Set([...asked.map((line) => line.trim()), ...answered])].filter(Boolean);
    }

    get answers() {
        return {...this.props.record.data[this.props.name], ...this.typed};
    }

    /** Not in the template: a value drawn there is older than a key pressed while it is drawn. */
    fillIn() {
        for (const box of this.root.el.querySelectorAll("input")) {
            const answer = this.answers[box.dataset.question] || "";
            if (box.value !== answer) {
                box.value = answer;
            }
        }
    }

    answer(question, ev) {
        this.typed[question] = ev.target.value;
        this.isDirty = true;
        this.props.record.model.bus.trigger("FIELD_IS_DIRTY", true);
    }

    async tellRecord() {
        if (this.isDirty) {
            this.isDirty = false;
            await this.props.record.update({[this.props.name]: this.answers});
        }
    }
}

registry.category("fields").add("police_questions", {
    component: QuestionsField,
    supportedTypes: ["json"],
    fieldDependencies: [{name: "questions", type: "text"}],
});
