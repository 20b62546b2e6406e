import {FormCompiler} from "@web/views/form/form_compiler";
import {toStringExpression} from "@web/views/utils";

const MAIN = "__comp__.props.record.data.main_button";

/** Each button of the header says its name and its key: one stands out, by role and stage. */
export class ComplaintFormCompiler extends FormCompiler {
    compileHeader(el, params) {
        const header = super.compileHeader(el, params);
        const buttons = header.querySelector("StatusBarButtons");
        buttons.setAttribute("main", MAIN);
        for (const slot of buttons.children) {
            const button = slot.querySelector("ViewButton");
            const name = toStringExpression(JSON.parse(button.getAttribute("clickParams")).name);
            const hotkey = JSON.parse(button.getAttribute("attrs"))["data-hotkey"] || "";
            slot.setAttribute("name", name);
            slot.setAttribute("hotkey", toStringExpression(hotkey));
            button.setAttribute(
                "defaultRank",
                `${MAIN} === ${name} ? 'btn-primary' : 'btn-secondary'`,
            );
        }
        return header;
    }
}
