import {onWillUpdateProps} from "@odoo/owl";
import {SelectionBox} from "@web/views/view_components/selection_box";

/**
 * Counts, and takes back, the marks on the rows or cards shown now: core's stays with those that it
 * began with, which are no longer there once a list was loaded anew with marks kept.
 */
export class LiveSelectionBox extends SelectionBox {
    setup() {
        super.setup();
        onWillUpdateProps(({root}) => {
            this.root = root;
        });
    }
}
