from . import test_categories
from . import test_demo
from . import test_places
from . import test_routing
from . import test_scripts
from . import test_units
from . import test_words
from . import test_words_stations
