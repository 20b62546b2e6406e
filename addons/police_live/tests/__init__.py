from . import test_mail
from . import test_told
from . import test_viewers
