from . import daily_list
from . import letter
from . import statement
