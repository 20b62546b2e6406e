from . import police_daily_list
