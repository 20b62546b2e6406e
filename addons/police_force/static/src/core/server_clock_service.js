import {browser} from "@web/core/browser/browser";
import {ConnectionLostError, rpc} from "@web/core/network/rpc";
import {registry} from "@web/core/registry";
import {session} from "@web/session";

const TICK = 1000;
const SYNC_EVERY = 10 * 60 * 1000;
const JUMP = 5000;

/**
 * The server's time in the browser, and one tick a second for everything that shows it.
 *
 * Runs on the page's own stop watch: a wrong or corrected clock of the PC changes nothing. The stop
 * watch stands still while a PC sleeps; the two clocks then part, which makes us ask the server.
 */
export class ServerClock {
    /** @param {number} serverNow milliseconds since 1970, UTC */
    constructor(serverNow) {
        this.listeners = new Set();
        this.setNow(serverNow);
    }

    setNow(serverNow) {
        this.base = serverNow;
        this.origin = browser.performance.now();
        this.parted = Date.now() - this.origin;
    }

    /** @returns {number} milliseconds since 1970, UTC */
    now() {
        return this.base + browser.performance.now() - this.origin;
    }

    /**
     * @param {() => void} listener called every second
     * @returns {() => void} ends it
     */
    subscribe(listener) {
        this.listeners.add(listener);
        this.interval ??= browser.setInterval(() => this.tick(), TICK);
        return () => this.unsubscribe(listener);
    }

    unsubscribe(listener) {
        this.listeners.delete(listener);
        if (!this.listeners.size) {
            browser.clearInterval(this.interval);
            this.interval = null;
        }
    }

    tick() {
        const elapsed = browser.performance.now();
        const jumped = Math.abs(Date.now() - elapsed - this.parted) > JUMP;
        if (jumped || elapsed - this.origin > SYNC_EVERY) {
            this.sync();
        }
        for (const listener of this.listeners) {
            listener();
        }
    }

    async sync() {
        // Not again until this one is answered, or, offline, until the next turn.
        this.setNow(this.now());
        const asked = browser.performance.now();
        try {
            const serverNow = await rpc("/police_force/now", {}, {silent: true});
            this.setNow(serverNow + (browser.performance.now() - asked) / 2);
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
        }
    }
}

export const serverClockService = {
    start() {
        return new ServerClock(session.police_server_now);
    },
};

registry.category("services").add("police_server_clock", serverClockService);
