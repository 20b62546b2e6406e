from . import accounts
from . import export_words
from . import first_log_in
from . import import_template
from . import log_in
from . import server_time
from . import switch_user
from . import web_manifest
