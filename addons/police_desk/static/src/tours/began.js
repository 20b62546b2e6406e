import {browser} from "@web/core/browser/browser";
import {user} from "@web/core/user";
import {tourState} from "@web_tour/js/tour_state";

export const BEGAN = "police_desk.tour_began";
// In milliseconds: after that whoever comes back to the PC has something else in mind.
const GOES_ON_WITHIN = 60 * 60 * 1000;

export const isOurs = (name) => Boolean(name?.startsWith("police_tour_"));

/** Core keeps in the browser how far a tour has come; a PC has several officers. */
function forgetOthers() {
    const began = JSON.parse(browser.localStorage.getItem(BEGAN) || "{}");
    const goesOn = began.by === user.userId && Date.now() - began.at < GOES_ON_WITHIN;
    if (isOurs(tourState.getCurrentTour()) && !goesOn) {
        tourState.clear();
    }
}

forgetOthers();
