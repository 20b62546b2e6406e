import json
from importlib.resources import files

from odoo.tests import HttpCase

# What axe calls serious and is core's own: its keyboard navigation says of whatever it can reach
# that it is (not) selected, and of whatever opens a list that it does, also where that says nothing.
OF_CORE = ("aria-selected=", "aria-expanded=")

LOOK = """
(async () => {
    const script = document.createElement("script");
    script.src = %(axe)s;
    await new Promise((done) => {
        script.onload = done;
        document.head.append(script);
    });
    // Whatever still fades in is paler than it will be.
    await new Promise((done) => setTimeout(done, 1500));
    const {violations} = await axe.run(document, {resultTypes: ["violations"]});
    const found = violations
        .filter(({impact}) => ["serious", "critical"].includes(impact))
        .flatMap(({id, nodes}) => nodes.map((node) => {
            const {message} = [...node.any, ...node.all, ...node.none][0];
            return `${id}: ${node.html.slice(0, 160)}: ${message}`;
        }))
        .filter((said) => !%(core)s.some((own) => said.split(": ").pop().startsWith(own)
            || said.includes(`not allowed: ${own}`)));
    if (found.length) {
        console.error(found.slice(0, 40).join("\\n"));
    }
    console.log("test successful");
})()
"""


class AccessibleCase(HttpCase):
    """Whoever hears the screen, or sees little of it, can work with it: axe finds nothing serious."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        source = files("axe_core_python").joinpath("axe.min.js").read_bytes()
        cls.axe = cls.env["ir.attachment"].create(
            {"name": "axe.min.js", "raw": source, "mimetype": "text/javascript", "public": True}
        )

    def _look(self, path, ready, login):
        """Have axe look at a page once it shows what a selector finds."""
        script = LOOK % {
            "axe": json.dumps(f"/web/content/{self.axe.id}"),
            "core": json.dumps(OF_CORE),
        }
        self.browser_js(
            path,
            script,
            ready=f"!!document.querySelector({json.dumps(ready)})",
            login=login,
            timeout=180,
        )
