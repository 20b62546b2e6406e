"""Papers are set by report_typst: what printed them before is no longer there."""

GONE = "report_chromium"


def migrate(cr, version):
    cr.execute("DELETE FROM ir_model WHERE model = 'report.chromium.source'")
    cr.execute("DELETE FROM ir_model_data WHERE module = %s", (GONE,))
    cr.execute("DELETE FROM ir_module_module_dependency WHERE name = %s", (GONE,))
    cr.execute("DELETE FROM ir_module_module WHERE name = %s", (GONE,))
