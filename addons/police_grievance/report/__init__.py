from . import case_sheet
from . import daily_list
from . import slip
