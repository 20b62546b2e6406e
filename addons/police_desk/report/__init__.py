from . import daily_list
from . import letter
