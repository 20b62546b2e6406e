from . import report_chromium_source
from . import ir_actions_report
