import {registry} from "@web/core/registry";

/** What leads to odoo.com: no officer has an account there, and none of its help is about police. */
const ELSEWHERE = ["support", "odoo_account"];

const items = registry.category("user_menuitems");
for (const key of ELSEWHERE) {
    items.remove(key);
}
