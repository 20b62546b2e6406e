from . import follow
from . import portal
