{
    "name": "Police Live",
    "summary": "Who has to know is told at once: screens that follow, alerts, one mail for many arrivals",
    "version": "19.0.1.0.0",
    "category": "Services/Police",
    "license": "LGPL-3",
    "author": "Police Grievance Founders",
    "website": "https://example.org/police-grievance",
    "depends": ["bus", "police_desk"],
    "data": [
        "security/ir.model.access.csv",
        "data/ir_cron_data.xml",
        "views/police_complaint_views.xml",
        "views/police_settings_views.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "police_live/static/src/**/*",
        ],
    },
    "auto_install": True,
    "installable": True,
}
