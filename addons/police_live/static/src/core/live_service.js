import {EventBus, onMounted, onWillUnmount} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {user} from "@web/core/user";

// In milliseconds. What comes within a moment is one refresh, which waits no longer than `LONGEST`;
// screens ask at different moments. A few refreshes follow each other so; where much comes for long,
// there are no more of them than one in each `REST`.
const MOMENT = 250;
const JITTER = 350;
const LONGEST = 1200;
const REST = 5000;
const FEW = 4;
const BUSY = 1000;
// Postings begin and end, and time passes deadlines, without a word from anybody.
const POSTS_AGAIN = 10 * 60 * 1000;
const COUNT_AGAIN = 5 * 60 * 1000;

/**
 * What happened to complaints, as the server tells those who may know.
 *
 * @typedef {Object} Happened
 * @property {number[]} [arrived] ids of complaints; so are `danger`, `reply`, `direction`, `changed`
 * @property {number[]} [order] ids of directions to a station in general
 * @property {number} by id of the user whose doing it was
 */
export const liveService = {
    dependencies: ["bus_service"],
    start(_env, {bus_service: busService}) {
        const bus = new EventBus();
        busService.subscribe("police_live", (happened) => bus.trigger("happened", happened));
        busService.subscribe("police_live_scope", () => {
            busService.forceUpdateChannels();
            bus.trigger("happened", {});
        });
        busService.addEventListener("BUS:RECONNECT", () => bus.trigger("happened", {}));
        const again = () =>
            browser.setTimeout(
                () => {
                    busService.forceUpdateChannels();
                    again();
                },
                POSTS_AGAIN * (1 + Math.random()),
            );
        again();
        return {bus};
    },
};

registry.category("services").add("police_live", liveService);

/** Ids of all complaints of which something is told. */
export function idsOf({arrived, danger, reply, direction, changed}) {
    return [arrived, danger, reply, direction, changed].flatMap((ids) => ids || []);
}

/** Runs one refresh for whatever happens within a moment; none while nobody looks. */
export class Refresher {
    /**
     * @param {() => Promise} refresh
     * @param {() => boolean} isBusy whether it has to wait, for the user is in the middle of something
     */
    constructor(refresh, isBusy) {
        Object.assign(this, {refresh, isBusy, timeout: null, first: null, running: false});
        // When the last few began to rest.
        this.done = [];
    }

    ask() {
        const now = Date.now();
        this.first ??= now;
        const rested = this.done.length < FEW ? 0 : this.done[0] + FEW * REST - now;
        const wait = Math.min(MOMENT + Math.random() * JITTER, this.first + LONGEST - now);
        this.start(Math.max(wait, rested, 0));
    }

    start(wait) {
        browser.clearTimeout(this.timeout);
        this.timeout = browser.setTimeout(() => this.run(), wait);
    }

    async run() {
        if (document.hidden) {
            return;
        }
        if (this.running || this.isBusy()) {
            this.start(BUSY);
            return;
        }
        this.first = null;
        this.running = true;
        try {
            await this.refresh();
        } finally {
            this.running = false;
            this.done = [...this.done, Date.now()].slice(-FEW);
        }
    }

    /** Somebody looks again: what was put off is done now. */
    resume() {
        if (!document.hidden && this.first !== null) {
            this.ask();
        }
    }

    stop() {
        browser.clearTimeout(this.timeout);
    }
}

/**
 * Keep a screen up to date by itself.
 *
 * @param {() => Promise} refresh
 * @param {Object} [options]
 * @param {(happened: Happened) => boolean} [options.concerns] whether it shows any of it
 * @param {() => boolean} [options.isBusy]
 * @param {boolean} [options.counts] shows what changes while time passes
 */
export function useLive(refresh, {concerns, isBusy, counts} = {}) {
    const {bus} = useService("police_live");
    const refresher = new Refresher(refresh, isBusy || (() => false));
    const onHappened = ({detail}) => {
        if (!concerns || concerns(detail)) {
            refresher.ask();
        }
    };
    const onVisible = () => refresher.resume();
    let interval = null;
    onMounted(() => {
        bus.addEventListener("happened", onHappened);
        document.addEventListener("visibilitychange", onVisible);
        if (counts) {
            const period = COUNT_AGAIN * (1 + Math.random() / 5);
            interval = browser.setInterval(() => refresher.ask(), period);
        }
    });
    onWillUnmount(() => {
        bus.removeEventListener("happened", onHappened);
        document.removeEventListener("visibilitychange", onVisible);
        browser.clearInterval(interval);
        refresher.stop();
    });
}

/** Whether it is the user's own doing, of which nobody has to tell them. */
export const isOwn = ({by}) => by === user.userId;
