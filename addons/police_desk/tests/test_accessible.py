import json
from importlib.resources import files

from odoo.tests import HttpCase, tagged

from odoo.addons.police_grievance.tests.common import PoliceCase
from odoo.addons.police_grievance.tests.media_samples import TONE, made
from odoo.addons.police_grievance.tools.envelope import EnvelopeFile

COMPLAINTS = "/odoo/action-police_grievance.police_complaint_action"
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


@tagged("post_install", "-at_install")
class TestAccessible(HttpCase, PoliceCase):
    """Whoever hears the screen, or sees little of it, can work with it: axe finds nothing serious."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        source = files("axe_core_python").joinpath("axe.min.js").read_bytes()
        cls.axe = cls.env["ir.attachment"].create(
            {"name": "axe.min.js", "raw": source, "mimetype": "text/javascript", "public": True}
        )
        cls.complaint = cls._complaint(cls.station, subject="Lost papers", text="They are lost.")
        officers = cls.desk_user | cls.station_head | cls.superintendent
        officers.lang = "hi_IN"

    def _look(self, path, ready, login):
        script = LOOK % {
            "axe": json.dumps(f"/web/content/{self.axe.id}"),
            "core": json.dumps(OF_CORE),
        }
        self.browser_js(
            path, script, ready=f"!!document.querySelector({json.dumps(ready)})", login=login
        )

    def test_the_log_in(self):
        self._look("/web/login", ".oe_login_form", None)

    def test_the_control_room(self):
        for path, ready in (
            ("/odoo/start", "[data-tile]"),
            ("/odoo/register", ".o_form_view input"),
            (COMPLAINTS, ".o_kanban_record"),
        ):
            with self.subTest(path=path):
                self._look(path, ready, "test_desk")

    def test_the_station(self):
        self._look(f"{COMPLAINTS}/{self.complaint.id}", ".o_form_view .o-mail-Chatter", "test_head")

    def test_a_recording(self):
        files = [EnvelopeFile("call.wav", "", made("wav", *TONE))]
        complaint = self._complaint(self.station, text="They are lost.", files=files)
        complaint.sudo().evidence_ids._make_copy()
        self._look(f"{COMPLAINTS}/{complaint.id}", ".o_police_recording path", "test_head")

    def test_the_supervisor(self):
        self._look("/odoo/morning", ".o_action_manager > *", "test_sp")
