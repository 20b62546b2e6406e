from . import models
from . import report
from . import wizards
from .tools import log_mask

log_mask.install()
