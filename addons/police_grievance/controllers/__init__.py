from . import follow
from . import portal
from . import server_time
