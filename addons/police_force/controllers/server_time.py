from odoo.http import Controller, request, route


class ServerTime(Controller):
    @route("/police_force/now", type="jsonrpc", auth="user", readonly=True)
    def now(self):
        """The server's time in milliseconds since 1970, UTC; countdowns run on it."""
        return request.env["ir.http"]._police_server_now()
