/**
 * Keys pressed by the browser itself: see tests/real_keys.py. Only such keys move the focus and turn
 * radio buttons.
 */
const WITHIN = 5000;

function ask(what, event) {
    const {promise, resolve, reject} = Promise.withResolvers();
    const timeout = setTimeout(() => reject(new Error(`No ${event} for ${what}`)), WITHIN);
    const settle = (ev) => {
        if (ev.isTrusted) {
            clearTimeout(timeout);
            window.removeEventListener(event, settle, true);
            // What the page does on it comes first.
            setTimeout(resolve);
        }
    };
    window.addEventListener(event, settle, true);
    window.policeRealKeys(what);
    return promise;
}

/** Press keys together, as `alt+c`, and let them go. */
export const pressKeys = (keys) => ask(JSON.stringify({keys}), "keyup");

/** Write where the focus is. */
export const writeWords = (text) => ask(JSON.stringify({text}), "input");
