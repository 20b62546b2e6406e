"""What a real browser does on a page."""

_FOUND = """
    const found = async (selector, text) => {
        for (let time = 0; time < 600; time++) {
            const element = [...document.querySelectorAll(selector)].find(
                (one) => `${one.textContent} ${one.value || ""}`.includes(text)
            );
            if (element) {
                return element;
            }
            await new Promise((resolve) => setTimeout(resolve, 100));
        }
        throw new Error(`${text} is not shown`);
    };
"""


def script(steps):
    """
    :param str steps: JavaScript; `await found(selector, text)` waits for an element that says the text
    :return: for `browser_js`; an error in a step fails the test
    """
    return f'(async () => {{ {_FOUND} {steps} console.log("test successful"); }})();'
