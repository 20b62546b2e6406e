from . import ir_http
from . import police_access_failure
from . import police_kept_form
from . import police_submission
from . import police_complaint
