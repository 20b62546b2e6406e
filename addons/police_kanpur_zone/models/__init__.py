from . import police_demo_chat
from . import police_demo_day
from . import police_demo_people
