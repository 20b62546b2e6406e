import {onWillPatch, toRaw, useEffect} from "@odoo/owl";
import {patch} from "@web/core/utils/patch";
import {Record} from "@web/model/relational_model/record";
import {CharField} from "@web/views/fields/char/char_field";
import {TextField} from "@web/views/fields/text/text_field";

/**
 * Words are evidence: no key is lost in our forms while they are kept or answered by the server.
 *
 * A box takes over what the record holds whenever it is drawn anew, unless something was typed that
 * the record was not told of. What the record was told of and has not taken in yet, since an earlier
 * change is still with the server, was overwritten so by what had been typed before.
 */
const underway = new WeakMap();

const isOurs = (record) => record.resModel.startsWith("police.");

patch(Record.prototype, {
    update(changes) {
        const updated = super.update(...arguments);
        if (isOurs(this)) {
            countUnderway(toRaw(this), Object.keys(changes), updated);
        }
        return updated;
    },
});

function countUnderway(record, names, updated) {
    const counts = underway.get(record) || {};
    underway.set(record, counts);
    const add = (one) => names.forEach((name) => (counts[name] = (counts[name] || 0) + one));
    add(1);
    const done = () => add(-1);
    Promise.resolve(updated).then(done, done);
}

const isUnderway = (record, name) => Boolean(underway.get(toRaw(record))?.[name]);

/**
 * Keep in a box what was typed last, until the record holds it and the focus has left.
 *
 * Blanks at the end belong to it: the record trims them, but more words may follow.
 */
function useTypedWords(field, box) {
    let typed = null;
    let selection = [];
    const onInput = () => (typed = box.el.value);
    useEffect(
        (el) => {
            el?.addEventListener("input", onInput);
            return () => el?.removeEventListener("input", onInput);
        },
        () => [box.el],
    );
    onWillPatch(() => {
        const {el} = box;
        selection = el ? [el.selectionStart, el.selectionEnd, el.selectionDirection] : [];
    });
    useEffect(() => {
        const {record, name} = field.props;
        const value = record.data[name] || "";
        if (!box.el || typed === null || box.el.value === typed) {
            return;
        }
        const isHeld = document.activeElement === box.el && field.parse(typed) === value;
        if (isUnderway(record, name) || isHeld) {
            box.el.value = typed;
            box.el.setSelectionRange(...selection);
        } else {
            typed = null;
        }
    });
}

patch(TextField.prototype, {
    setup() {
        super.setup();
        if (isOurs(this.props.record)) {
            useTypedWords(this, this.textareaRef);
        }
    },
});

patch(CharField.prototype, {
    setup() {
        super.setup();
        if (isOurs(this.props.record)) {
            useTypedWords(this, this.input);
        }
    },
});
