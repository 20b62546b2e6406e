import {DangerLine} from "@police_live/alerts/danger_line";
import {isOwn} from "@police_live/core/live_service";
import {ringDanger} from "@police_live/alerts/sound";
import {reactive} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

// What comes within this many milliseconds is one alert.
const TOGETHER = 400;
const SHOWN_FOR = 10000;

const WORDS = {
    arrived: {
        one: () => _t("A complaint has arrived."),
        many: (count) => _t("%s complaints have arrived.", count),
    },
    reply: {
        one: () => _t("A citizen has written."),
        many: (count) => _t("Citizens have written on %s complaints.", count),
    },
    direction: {
        one: () => _t("There is a direction on a complaint."),
        many: (count) => _t("There are directions on %s complaints.", count),
    },
    order: {
        one: () => _t("There is a direction to your office."),
        many: (count) => _t("There are %s directions to your office.", count),
    },
};

/** Says at once what somebody has to act on: a note for most of it, a red line and a sound for danger. */
export const alertService = {
    dependencies: ["action", "multi_tab", "notification", "police_live"],
    start(env, {action, multi_tab: multiTab, notification, police_live: live}) {
        const state = reactive({ids: []});
        let waiting = {};
        let timeout = null;

        function open(kind, ids) {
            const model = kind === "order" ? "police.follow.up" : "police.complaint";
            const views =
                ids.length === 1
                    ? [[false, "form"]]
                    : [
                          [false, "list"],
                          [false, "form"],
                      ];
            return action.doAction({
                type: "ir.actions.act_window",
                name: kind === "danger" ? _t("Danger") : _t("New for you"),
                res_model: model,
                res_id: ids.length === 1 ? ids[0] : false,
                domain: [["id", "in", ids]],
                views,
            });
        }

        /** To who looks elsewhere: that something is there, and nothing of it. */
        async function tellBrowser(words) {
            const permission = browser.Notification?.permission;
            if (permission === "granted" && document.hidden && (await multiTab.isOnMainTab())) {
                new browser.Notification(_t("Complaints"), {body: words, tag: "police_live"});
            }
        }

        function note(kind, ids) {
            const words =
                ids.length === 1 ? WORDS[kind].one() : WORDS[kind].many(String(ids.length));
            const close = notification.add(words, {
                type: "info",
                className: "o_police_alert",
                autocloseDelay: SHOWN_FOR,
                buttons: [
                    {
                        name: _t("Open"),
                        primary: true,
                        onClick: () => {
                            close();
                            open(kind, ids);
                        },
                    },
                ],
            });
            tellBrowser(String(words));
        }

        async function danger(ids) {
            state.ids = [...new Set([...state.ids, ...ids])];
            tellBrowser(String(_t("Danger: somebody may need help now.")));
            if (await multiTab.isOnMainTab()) {
                ringDanger();
            }
        }

        function tell() {
            const alerts = waiting;
            waiting = {};
            timeout = null;
            const told = new Set(alerts.danger || []);
            if (told.size) {
                danger([...told]);
            }
            for (const kind of ["reply", "direction", "order", "arrived"]) {
                const ids = [...new Set(alerts[kind] || [])].filter(
                    (id) => kind === "order" || !told.has(id),
                );
                if (ids.length) {
                    note(kind, ids);
                    ids.forEach((id) => told.add(id));
                }
            }
        }

        live.bus.addEventListener("happened", ({detail}) => {
            if (isOwn(detail)) {
                return;
            }
            for (const kind of ["danger", ...Object.keys(WORDS)]) {
                (waiting[kind] ||= []).push(...(detail[kind] || []));
            }
            timeout ??= browser.setTimeout(tell, TOGETHER);
        });

        registry.category("main_components").add("police_live.DangerLine", {
            Component: DangerLine,
            props: {
                state,
                open: () => {
                    const {ids} = state;
                    state.ids = [];
                    return open("danger", ids);
                },
            },
        });
    },
};

registry.category("services").add("police_live_alerts", alertService);
