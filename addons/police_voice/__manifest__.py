{
    "name": "Police Voice",
    "summary": "The call taker's screen: the form opens as the phone rings, and calls are led from it",
    "version": "19.0.1.0.0",
    "category": "Services/Police",
    "license": "LGPL-3",
    "author": "Police Grievance Founders",
    "website": "https://example.org/police-grievance",
    "depends": ["police_channels", "police_live"],
    "data": [
        "security/ir.model.access.csv",
        "security/police_call_rules.xml",
        "views/police_phone_views.xml",
        "views/police_call_views.xml",
        "views/police_call_figures_views.xml",
        "views/police_call_back_views.xml",
        "views/police_complaint_views.xml",
        "views/police_registration_views.xml",
        "views/police_voice_menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "police_voice/static/src/**/*",
        ],
        "web.assets_tests": [
            "police_voice/static/tests/tours/**/*",
        ],
    },
    "auto_install": True,
    "installable": True,
}
