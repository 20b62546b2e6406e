/** @odoo-module ignore **/
// What the pages can do without this script they do without it: this only spares time.
(function () {
    "use strict";

    // The server's clock: a wrong clock in the phone does not matter, only how long the page is open.
    function showTimeLeft(element) {
        const opened = performance.now();
        const secondsLeft = Number(element.dataset.deadline) - Number(element.dataset.now);
        function show() {
            const left = secondsLeft - (performance.now() - opened) / 1000;
            const minutes = Math.floor(Math.abs(left) / 60);
            const words = left > 0 ? element.dataset.left : element.dataset.late;
            const text = words
                .replace("{hours}", Math.floor(minutes / 60))
                .replace("{minutes}", minutes % 60);
            if (element.textContent !== text) {
                element.textContent = text;
            }
            element.classList.toggle("late", left <= 0);
        }
        show();
        setInterval(show, 1000);
    }

    function checkFiles(input) {
        const message = document.getElementById("files_problem").firstElementChild;
        const button = input.form.querySelector("button[type=submit]");
        input.addEventListener("change", () => {
            const size = [...input.files].reduce((sum, file) => sum + file.size, 0);
            const isTooLarge = size > Number(input.dataset.most);
            message.hidden = !isTooLarge;
            button.disabled = isTooLarge;
        });
    }

    // The form's key counts a second tap only once; this spares the phone from sending it.
    function sendOnce(form) {
        form.addEventListener("submit", () => {
            const button = form.querySelector("button[type=submit]");
            setTimeout(() => (button.disabled = true));
            window.addEventListener("pageshow", () => (button.disabled = false), {once: true});
        });
    }

    document.querySelectorAll("[data-deadline]").forEach(showTimeLeft);
    document.querySelectorAll("input[type=file]").forEach(checkFiles);
    document.querySelectorAll("form").forEach(sendOnce);
    document.querySelectorAll("[data-print]").forEach((button) => {
        button.hidden = false;
        button.addEventListener("click", () => window.print());
    });
    const focused = document.querySelector("[autofocus]");
    if (focused) {
        focused.focus();
    }
})();
