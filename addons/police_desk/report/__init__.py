from . import daily_list
