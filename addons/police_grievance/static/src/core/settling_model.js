import {Deferred} from "@web/core/utils/concurrency";
import {RelationalModel} from "@web/model/relational_model/relational_model";

/**
 * A load that is overtaken by a later one ends with that: in core it never ends, and neither does what waits
 * for it, such as a dialogue that closes once the board behind it is read, while news have it read again.
 */
export class SettlingModel extends RelationalModel {
    load(params) {
        const {latest} = this;
        const load = new Deferred();
        this.latest = load;
        super.load(params).then(load.resolve, load.reject);
        latest?.resolve(load);
        return load;
    }
}
