from . import case_sheet
from . import slip
