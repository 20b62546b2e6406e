import {onMounted, onWillUnmount, useEffect} from "@odoo/owl";
import {writing} from "@police_grievance/core/reply";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {FormController} from "@web/views/form/form_controller";
import {formView} from "@web/views/form/form_view";

// A power cut loses no more than this, in milliseconds.
const KEEP_WITHIN = 1500;

/** The reply to the citizen: kept while it is typed, and there again after a reload. */
export class ReplyFormController extends FormController {
    setup() {
        super.setup();
        useEffect(
            (root) => {
                const onInput = () => this.keepSoon();
                root?.addEventListener("input", onInput);
                return () => root?.removeEventListener("input", onInput);
            },
            () => [this.rootRef.el],
        );
        onMounted(() => writing.begin(this.model.root.data.complaint_id?.id));
        onWillUnmount(() => {
            writing.end();
            this.keepNow();
        });
    }

    keepSoon() {
        this.timeout ??= browser.setTimeout(() => this.keepNow(), KEEP_WITHIN);
    }

    /** Keep what was typed since the last time, if anything was. */
    async keepNow() {
        if (this.timeout) {
            browser.clearTimeout(this.timeout);
            this.timeout = null;
            await this.model.root.save();
        }
    }

    /** Before a button acts the words are kept anyway; what closes it keeps them, too. */
    async beforeExecuteActionButton(clickParams) {
        if (clickParams.special === "cancel") {
            await this.keepNow();
        } else {
            browser.clearTimeout(this.timeout);
            this.timeout = null;
        }
        return super.beforeExecuteActionButton(clickParams);
    }
}

registry.category("views").add("police_reply_form", {...formView, Controller: ReplyFormController});
