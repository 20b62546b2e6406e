from . import main
from . import voice
