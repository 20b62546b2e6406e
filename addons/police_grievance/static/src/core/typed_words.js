import {onWillPatch, toRaw, useEffect} from "@odoo/owl";
import {useBus} from "@web/core/utils/hooks";
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

/** What has the fields tell the record what they hold; they take over at once what it holds already. */
const COMMITS = ["NEED_LOCAL_CHANGES", "WILL_SAVE_URGENTLY"];

/**
 * Keep in a box what was typed last, until the record holds it and the focus has left.
 *
 * Blanks at the end belong to it: the record trims them, but more words may follow.
 *
 * @param {Component} field
 * @param {Function} boxOf gives the reference to the box, once the field is set up
 * @param {Function} setup sets the field up: what it does at the same moments comes between ours
 */
function useTypedWords(field, boxOf, setup) {
    let typed = null;
    let selection = [];
    const remember = () => {
        const {el} = boxOf();
        selection = el ? [el.selectionStart, el.selectionEnd, el.selectionDirection] : [];
    };
    const putBack = () => {
        const {el} = boxOf();
        const {record, name} = field.props;
        const value = record.data[name] || "";
        if (!el || typed === null || el.value === typed) {
            return;
        }
        const isHeld = document.activeElement === el && field.parse(typed) === value;
        if (isUnderway(record, name) || isHeld) {
            el.value = typed;
            el.setSelectionRange(...selection);
        } else {
            typed = null;
        }
    };
    const {bus} = field.props.record.model;
    COMMITS.forEach((moment) => useBus(bus, moment, remember));
    onWillPatch(remember);
    setup();
    COMMITS.forEach((moment) => useBus(bus, moment, putBack));
    useEffect(putBack);
    const onInput = () => (typed = boxOf().el.value);
    useEffect(
        (el) => {
            el?.addEventListener("input", onInput);
            return () => el?.removeEventListener("input", onInput);
        },
        () => [boxOf().el],
    );
}

patch(TextField.prototype, {
    setup() {
        const setup = () => super.setup();
        if (isOurs(this.props.record)) {
            useTypedWords(this, () => this.textareaRef, setup);
        } else {
            setup();
        }
    },
});

patch(CharField.prototype, {
    setup() {
        const setup = () => super.setup();
        if (isOurs(this.props.record)) {
            useTypedWords(this, () => this.input, setup);
        } else {
            setup();
        }
    },
});
