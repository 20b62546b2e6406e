from . import accounts
from . import first_log_in
from . import follow
from . import import_template
from . import portal
from . import server_time
from . import switch_user
