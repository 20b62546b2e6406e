import {markup} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";

/** A yes or no in a list: core gives all of them one id, and none a name. */
function formatBoolean(value) {
    return markup`
        <div class="o-checkbox d-inline-block me-2">
            <input type="checkbox" class="form-check-input" disabled aria-label="${
                value ? _t("Yes") : _t("No")
            }" ${value ? "checked" : ""}/>
        </div>`;
}

registry.category("formatters").add("boolean", formatBoolean, {force: true});
