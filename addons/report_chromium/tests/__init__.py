from . import test_pdf_printer
from . import test_report
