import {download} from "@web/core/network/download";
import {getReportUrl} from "@web/webclient/actions/reports/utils";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";

/**
 * Fetches a report of the type "typst-pdf" by the address that all PDFs have.
 *
 * @param {Object} action of the report
 * @param {Object} _options
 * @param {Object} env
 * @returns {Promise<Boolean>} whether it was such a report
 */
async function printPaper(action, _options, env) {
    if (action.report_type !== "typst-pdf") {
        return false;
    }
    env.services.ui.block();
    try {
        await download({
            url: "/report/download",
            data: {
                data: JSON.stringify([getReportUrl(action, "pdf"), "qweb-pdf"]),
                context: JSON.stringify({...user.context, ...action.context}),
            },
        });
    } finally {
        env.services.ui.unblock();
    }
    return true;
}

registry.category("ir.actions.report handlers").add("typst-pdf", printPaper);
