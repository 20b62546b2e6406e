from . import police_complaint_close
from . import police_complaint_reopen
from . import police_complaint_reply
from . import police_complaint_route
from . import police_complaint_stop
from . import police_unit_merge
