{
    "name": "Police Desk",
    "summary": "Complaints taken down at a desk; the start page, the morning, shifts handed over, the daily list",
    "version": "19.0.1.1.0",
    "category": "Services/Police",
    "license": "LGPL-3",
    "author": "Police Grievance Founders",
    "website": "https://example.org/police-grievance",
    "depends": ["police_grievance"],
    "data": [
        "security/ir.model.access.csv",
        "security/police_rules.xml",
        "security/police_dialog_rules.xml",
        "security/police_registration_rules.xml",
        "views/police_registration_views.xml",
        "views/police_handover_views.xml",
        "views/police_start_page_views.xml",
        "report/police_daily_list.xml",
        "views/police_menus.xml",
    ],
    # Loaded by a hook: once, so that what an administrator made of them stays.
    "oca_data_manual": [
        "data/ir_cron_data.xml",
        "data/police_start_page_data.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "police_desk/static/src/fields/**/*",
            "police_desk/static/src/start_page/*",
            "police_desk/static/src/views/**/*",
        ],
        "web.assets_tests": ["police_desk/static/tests/tours/*"],
    },
    "pre_init_hook": "pre_init_hook",
    "post_init_hook": "post_init_hook",
    "installable": True,
}
