import {useEffect} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {useHotkey} from "@web/core/hotkeys/hotkey_hook";
import {registry} from "@web/core/registry";
import {FormController} from "@web/views/form/form_controller";
import {formView} from "@web/views/form/form_view";

// A power cut loses no more than this, in milliseconds; a complete phone number waits less.
const KEEP_WITHIN = 2500;
const PHONE_WITHIN = 300;
const PHONE_DIGITS = 10;
// Alt and one of these keys jumps to the section with that letter.
const SECTION_KEYS = ["t", "w", "l", "y", "k", "m"];

/**
 * The form in which a complaint is taken down by hand.
 *
 * What is typed is kept as a draft while the call taker goes on typing: the field keeps the focus, and
 * nothing that is missing or wrong stands in the way. What is needed is asked for on registering.
 */
export class RegistrationFormController extends FormController {
    setup() {
        super.setup();
        useEffect(
            (root) => {
                const onInput = (ev) => this.keepSoon(ev.target);
                root.addEventListener("input", onInput);
                return () => {
                    root.removeEventListener("input", onInput);
                    browser.clearTimeout(this.timeout);
                };
            },
            () => [this.rootRef.el],
        );
        for (const key of SECTION_KEYS) {
            useHotkey(`alt+${key}`, () => this.jumpTo(key), {
                bypassEditableProtection: true,
                isAvailable: () => Boolean(this.section(key)),
                withOverlay: () => this.section(key)?.querySelector("label"),
            });
        }
    }

    section(key) {
        return this.rootRef.el?.querySelector(`[data-section=${key}]`);
    }

    jumpTo(key) {
        const {focus} = this.section(key).dataset;
        this.section(key)
            .querySelector(`.o_field_widget[name=${focus}]`)
            .querySelector("textarea, input:checked, input")
            .focus();
    }

    /** Keep the draft a moment after the first key that is not kept yet. */
    keepSoon(target) {
        const isPhone = target.closest(".o_field_widget[name=phone]");
        const digits = isPhone ? target.value.replace(/[^\p{Nd}]/gu, "").length : 0;
        if (digits >= PHONE_DIGITS) {
            browser.clearTimeout(this.timeout);
            this.timeout = null;
        }
        this.timeout ??= browser.setTimeout(
            () => this.keepDraft(),
            digits >= PHONE_DIGITS ? PHONE_WITHIN : KEEP_WITHIN,
        );
    }

    async keepDraft() {
        this.timeout = null;
        const record = this.model.root;
        if (record.data.state === "draft") {
            await record.save();
        }
    }
}

export const registrationFormView = {...formView, Controller: RegistrationFormController};

registry.category("views").add("police_registration_form", registrationFormView);
