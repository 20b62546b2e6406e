{
    "name": "Police Citizen",
    "summary": "The citizen's pages: a complaint by its link without an account, and complaints in the portal",
    "version": "19.0.1.0.0",
    "category": "Services/Police",
    "license": "LGPL-3",
    "author": "Police Grievance Founders",
    "website": "https://example.org/police-grievance",
    "depends": ["police_grievance", "portal"],
    "data": [
        "security/ir.model.access.csv",
        "views/citizen_layout.xml",
        "views/citizen_contact.xml",
        "views/citizen_protection.xml",
        "views/citizen_links.xml",
        "views/citizen_complaint.xml",
        "views/citizen_portal.xml",
    ],
    "assets": {
        "police_citizen.assets_citizen": ["police_citizen/static/src/citizen/*"],
    },
    "pre_init_hook": "pre_init_hook",
    "installable": True,
}
