from . import test_typst_printer
from . import test_report
