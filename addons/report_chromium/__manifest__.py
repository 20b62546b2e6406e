{
    "name": "Reports by Chromium",
    "summary": "PDF reports printed by a headless Chromium: text in any script that can be searched",
    "version": "19.0.1.0.0",
    "category": "Technical",
    "license": "LGPL-3",
    "author": "Police Grievance Founders",
    "website": "https://example.org/police-grievance",
    "depends": ["web"],
    "installable": True,
}
