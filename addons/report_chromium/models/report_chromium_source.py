from urllib.parse import parse_qsl, urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from odoo import api, http, models
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.tools.mimetypes import guess_mimetype

# What Odoo's web and base controllers serve to a page, as far as paper can show it.
PICTURES = ("<int:id>", "<int:id>-<unique>", "<xmlid>", "<model>/<int:id>/<field>")
ROUTES = Map(
    [
        Rule("/web/assets/<unique>/<filename>", endpoint="_paper_style"),
        Rule("/report/barcode", endpoint="_paper_barcode"),
        Rule("/report/barcode/<barcode_type>/<path:value>", endpoint="_paper_barcode"),
    ]
    + [
        Rule(f"/web/image/{picture}{size}{name}", endpoint="_paper_image")
        for picture in PICTURES
        for size in ("", "/<int:width>x<int:height>")
        for name in ("", "/<filename>")
    ]
)


class ReportChromiumSource(models.AbstractModel):
    """Answers what a printed page asks for, without a request to any server."""

    _name = "report.chromium.source"
    _description = "Source of What Papers Show"

    @api.model
    def _paper_load(self, address):
        """A style sheet, font or picture, with the rights of the user who prints.

        :param str address: path and query, as a page of this server would ask for it
        :return: (media type, bytes), or None for anything else and what is not to be had
        """
        parts = urlsplit(address)
        static = http.root.get_static_file(parts.path)
        if static:
            with open(static, "rb") as file:
                content = file.read()
            return self._paper_type(parts.path, content), content
        try:
            return self._paper_route(parts.path, dict(parse_qsl(parts.query)))
        except (HTTPException, AccessError, MissingError, UserError, ValueError):
            return None

    def _paper_route(self, path, query):
        source, values = ROUTES.bind("").match(path)
        return getattr(self, source)(**{**query, **values})

    def _paper_style(self, filename, **_options):
        """A bundle of style sheets; scripts do not run on paper."""
        name, rtl, kind, autoprefix = self.env["ir.asset"]._parse_bundle_name(filename, False)
        if kind != "css":
            return None
        bundle = self.env["ir.qweb"]._get_asset_bundle(
            name, css=True, js=False, rtl=rtl, autoprefix=autoprefix
        )
        return "text/css; charset=utf-8", bundle.css().raw

    def _paper_image(self, xmlid=None, model="ir.attachment", id=None, field="raw", **options):  # pylint: disable=redefined-builtin
        binary = self.env["ir.binary"]
        record = binary._find_record(
            xmlid, model, id and int(id), options.get("access_token"), field=field
        )
        stream = binary._get_image_stream_from(
            record,
            field,
            width=int(options.get("width", 0)),
            height=int(options.get("height", 0)),
            crop=options.get("crop", False),
        )
        return stream.mimetype, stream.read()

    def _paper_barcode(self, barcode_type, value, **options):
        return "image/png", self.env["ir.actions.report"].barcode(barcode_type, value, **options)

    def _paper_type(self, path, content):
        known = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
        ending = path[path.rfind(".") :]
        return known.get(ending) or guess_mimetype(content)
