from . import test_bell
from . import test_mail
from . import test_told
from . import test_viewers
