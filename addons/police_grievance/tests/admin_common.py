from odoo.addons.police_force.tests.admin_common import AdminCase as ForceAdminCase

from .common import PoliceCase


class AdminCase(ForceAdminCase, PoliceCase):
    """Two districts, each with an administrator, and one of the service; with complaints."""
