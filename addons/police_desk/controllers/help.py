from werkzeug.exceptions import NotFound

from odoo.http import Controller, request, route

from ..models.web_tour_tour import TOURS
from ..tools.help_page import read_page

# Each page, and the roles whose work it tells; the first one of a role is its own.
PAGES = {
    "station": ("station_staff",),
    "desk": ("control_room",),
    "call_taker": ("control_room", "station_staff"),
    "supervisor": ("supervisor",),
    "administrator": ("district_administrator",),
    "auditor": ("auditor",),
}


class Help(Controller):
    @route(
        ["/police/help", "/police/help/<string:page>"],
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def page(self, page=None):
        """The page of one's own role, or another one; in the language of whoever reads it."""
        user = request.env.user
        if not user.has_group("police_force.group_user"):
            raise NotFound()
        own = [name for name in PAGES if self._tells_work_of(user, name)]
        name = page or next(iter(own), "station")
        if name not in PAGES:
            raise NotFound()
        language = (request.env.lang or "en_US").partition("_")[0]
        pages = {key: read_page(key, language) for key in [*own, *(PAGES.keys() - {*own})]}
        return request.render(
            "police_desk.help_page",
            {
                "title": pages[name].title,
                "body": pages[name].body,
                "pages": {key: pages[key].title for key in PAGES},
                "name": name,
                "tour": self._tour_of(user, name) if name in own else None,
            },
        )

    def _tells_work_of(self, user, name):
        return any(user.has_group(f"police_force.group_{role}") for role in PAGES[name])

    def _tour_of(self, user, name):
        """The tour of the role that a page is for, if it is one of the user's."""
        roles = [role for role in PAGES[name] if user.has_group(f"police_force.group_{role}")]
        return next((TOURS[role] for role in roles if role in TOURS), None)
