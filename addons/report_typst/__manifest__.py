{
    "name": "Reports by Typst",
    "summary": "PDF reports set by Typst: at once, with text in Devanagari that can be copied",
    "version": "19.0.1.0.0",
    "category": "Technical",
    "license": "LGPL-3",
    "author": "Police Grievance Founders",
    "website": "https://example.org/police-grievance",
    "depends": ["web"],
    "external_dependencies": {"python": ["typst"]},
    "assets": {"web.assets_backend": ["report_typst/static/src/print_handler.js"]},
    "installable": True,
}
