from . import help
from . import statement
