import base64

from werkzeug.exceptions import NotFound

from odoo.http import request, route
from odoo.tools import file_open
from odoo.tools.image import image_process

from odoo.addons.web.controllers.webmanifest import WebManifest

from ..models.res_company import EMBLEM

# In pixels: what Android asks for, and what iOS does.
SIZES = (192, 512)
SMALL = 192
ALL_SIZES = (180, *SIZES)
PADDING = 16
KEPT_FOR = 24 * 60 * 60
BACKGROUND = "#ffffff"


class ForceManifest(WebManifest):
    """The service on the home screen of an officer's phone: under the force's name and emblem."""

    def _get_webmanifest(self):
        service = request.env._("Police grievance service")
        return {
            **super()._get_webmanifest(),
            "name": f"{request.env['police.unit']._force_name()}: {service}",
            "short_name": request.env._("Grievances"),
            "background_color": BACKGROUND,
            "icons": [
                {
                    "src": f"/police_force/emblem/{size}.png",
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                }
                for size in SIZES
            ],
        }

    def _get_shortcuts(self):
        """None: core's lead to what no officer works with."""
        return []

    def _icon_path(self):
        return EMBLEM

    @route(
        "/police_force/emblem/<int:size>.png",
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
    )
    def emblem(self, size):
        """The emblem of the force as a square picture."""
        if size not in ALL_SIZES:
            raise NotFound()
        headers = [("Content-Type", "image/png"), ("Cache-Control", f"max-age={KEPT_FOR}")]
        return request.make_response(self._square(size), headers)

    @route()
    def offline(self):
        answer = super().offline()
        answer.qcontext["odoo_icon"] = base64.b64encode(self._square(SMALL))
        return answer

    def _square(self, size):
        company = request.env.ref("base.main_company").sudo()
        source = base64.b64decode(company.logo or b"")
        if not source:
            with file_open(EMBLEM, "rb") as file:
                source = file.read()
        return image_process(
            source,
            size=(size, size),
            expand=True,
            colorize=(255, 255, 255),
            padding=PADDING,
            output_format="PNG",
        )
