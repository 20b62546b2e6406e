import {localizationService} from "@web/core/l10n/localization_service";
import {patch} from "@web/core/utils/patch";
import {user} from "@web/core/user";

const {Settings} = luxon;
// The one English of the service is written as in India: 29 Nov 2026, 9:06 pm.
const ENGLISH = "en-US";
const ENGLISH_OF_INDIA = "en-IN";

/**
 * Days begin where the officer serves, as they do on the server, whatever the PC is set to: core
 * groups and filters by the user's time zone, and shows and picks moments in the browser's.
 */
if (user.tz) {
    Settings.defaultZone = user.tz;
}

patch(localizationService, {
    async start() {
        const localization = await super.start(...arguments);
        if (Settings.defaultLocale === ENGLISH) {
            Settings.defaultLocale = ENGLISH_OF_INDIA;
        }
        return localization;
    },
});
