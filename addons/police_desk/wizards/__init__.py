from . import police_complaint_reply
from . import police_daily_list
