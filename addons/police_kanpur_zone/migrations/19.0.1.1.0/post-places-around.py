"""Landmarks, and places outside the zone, came to the lists."""

from odoo import SUPERUSER_ID, api


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["police.data.loader"]._load("police_kanpur_zone", "data/around/police.place.csv")
