import {_t} from "@web/core/l10n/translation";

const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
export const SOON = 4 * HOUR;

/**
 * A length of time in the two largest units that matter to an officer.
 *
 * @param {number} length milliseconds, not negative
 */
export function formatDuration(length) {
    const days = Math.floor(length / DAY);
    const hours = Math.floor((length % DAY) / HOUR);
    const minutes = Math.floor((length % HOUR) / MINUTE);
    if (days > 1) {
        return _t("%(days)s d %(hours)s h", {days, hours});
    }
    if (length >= HOUR) {
        return _t("%(hours)s h %(minutes)s min", {hours: hours + 24 * days, minutes});
    }
    return minutes ? _t("%(minutes)s min", {minutes}) : _t("under 1 min");
}

/**
 * What to show of a deadline.
 *
 * @param {number} deadline milliseconds since 1970
 * @param {number} now the server's time, alike
 * @param {{ isPaused?: boolean, closedAt?: number }} [state]
 * @returns {{ level: "calm"|"soon"|"late"|"paused"|"kept"|"missed", text: string }}
 */
export function countdown(deadline, now, {isPaused, closedAt} = {}) {
    if (closedAt) {
        return closedAt <= deadline
            ? {level: "kept", text: _t("in time")}
            : {level: "missed", text: _t("late by %s", formatDuration(closedAt - deadline))};
    }
    if (isPaused) {
        return {level: "paused", text: _t("paused")};
    }
    const left = deadline - now;
    if (left < 0) {
        return {level: "late", text: _t("late by %s", formatDuration(-left))};
    }
    const level = left < SOON ? "soon" : "calm";
    return {level, text: _t("%s left", formatDuration(left))};
}
