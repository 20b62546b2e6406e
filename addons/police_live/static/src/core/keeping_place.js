import {reloadKeepingMarks} from "@police_grievance/core/left_complaints";

const SCROLLED = ".o_content, .o_renderer, .o_kanban_group, .o_list_renderer, .o_search_panel";
const FOCUSED = ".o_kanban_record, .o_data_row";

/**
 * Load rows or cards anew: marks, scrolled places and the focus stay where they are.
 *
 * @param {import("@web/model/relational_model/relational_model").RelationalModel} model
 * @param {HTMLElement} root
 */
export async function reloadInPlace(model, root) {
    const places = [...root.querySelectorAll(SCROLLED)].map((element, index) => ({
        index,
        top: element.scrollTop,
        left: element.scrollLeft,
    }));
    const focused = document.activeElement?.closest(FOCUSED);
    const record = focused && model.root.records.find(({id}) => id === focused.dataset.id);
    await reloadKeepingMarks(model);
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const elements = [...root.querySelectorAll(SCROLLED)];
    for (const {index, top, left} of places) {
        elements[index]?.scrollTo({top, left});
    }
    if (record && document.activeElement === document.body) {
        const same = model.root.records.find(({resId}) => resId === record.resId);
        const element = same && root.querySelector(`[data-id="${same.id}"]`);
        (element?.matches(".o_data_row") ? element.querySelector("[tabindex]") : element)?.focus();
    }
}

/** Whether a list is being written in, or a card is on its way to another column. */
export const isInHand = (model) =>
    Boolean(model.root.editedRecord || document.querySelector(".o_dragged"));
