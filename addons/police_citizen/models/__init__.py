from . import police_access_failure
from . import police_submission
from . import police_complaint
