import {onMounted, onWillUnmount, useEffect} from "@odoo/owl";
import {writing} from "@police_grievance/core/reply";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {FormController} from "@web/views/form/form_controller";
import {formView} from "@web/views/form/form_view";

// A power cut loses no more than this, in milliseconds.
const KEEP_WITHIN = 1500;

/** The reply to the citizen: kept while it is typed, and there again after a reload or a lock. */
export class ReplyFormController extends FormController {
    setup() {
        super.setup();
        this.timeout = null;
        this.isKeeping = false;
        useEffect(
            (root) => {
                const onInput = () => this.keepSoon();
                root?.addEventListener("input", onInput);
                return () => root?.removeEventListener("input", onInput);
            },
            () => [this.rootRef.el],
        );
        onMounted(() => writing.begin(this.model.root.data.complaint_id?.id));
        onWillUnmount(() => writing.end(this.keepAtOnce()));
    }

    keepSoon() {
        this.timeout ??= browser.setTimeout(() => this.keepNow(), KEEP_WITHIN);
    }

    /** Whether there are words that are not kept, nor about to be. */
    get isUnkept() {
        return Boolean(this.timeout || (this.model.root.dirty && !this.isKeeping));
    }

    forgetTimeout() {
        browser.clearTimeout(this.timeout);
        this.timeout = null;
    }

    /** Keep what was typed since the last time, if anything was; what cannot be is kept later. */
    async keepNow() {
        if (this.isUnkept) {
            this.forgetTimeout();
            this.isKeeping = true;
            try {
                await this.model.root.save();
            } finally {
                this.isKeeping = false;
            }
        }
    }

    /** The dialogue goes, and with it whatever waits for an answer: its words are sent without it. */
    async keepAtOnce() {
        if (this.isUnkept) {
            this.forgetTimeout();
            const {resModel, resId, context} = this.model.root;
            const text = this.rootRef.el.querySelector("[name=text] textarea").value;
            const values = {context, specification: {}};
            await this.env.services.orm.webSave(resModel, resId ? [resId] : [], {text}, values);
        }
    }

    /** Before a button acts the words are kept anyway; what closes it keeps them, too. */
    async beforeExecuteActionButton(clickParams) {
        if (clickParams.special === "cancel") {
            await this.keepNow();
        } else {
            this.forgetTimeout();
        }
        return super.beforeExecuteActionButton(clickParams);
    }
}

registry.category("views").add("police_reply_form", {...formView, Controller: ReplyFormController});
