from odoo.http import Controller, Response, request, route


class BenchFloor(Controller):
    @route(
        "/bench/floor",
        type="http",
        auth="none",
        methods=["POST"],
        csrf=False,
        save_session=False,
        readonly=False,
    )
    def receive(self):
        body = request.httprequest.get_data()
        request.env.cr.execute("INSERT INTO bench_floor (body) VALUES (%s)", (body,))
        return Response(status=204)
