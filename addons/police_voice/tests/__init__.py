from . import test_access_matrix
from . import test_call_heard
from . import test_call_lead
from . import test_call_screen
from . import test_net_voice
from . import test_phone
from . import test_tour
