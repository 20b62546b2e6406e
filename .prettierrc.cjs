/** @type {import("prettier").Config} */
module.exports = {
    bracketSpacing: false,
    // Resolved here, since prettier would look for it beside the checked files.
    plugins: [require.resolve("@prettier/plugin-xml")],
    printWidth: 100,
    tabWidth: 4,
    xmlWhitespaceSensitivity: "preserve",
};
