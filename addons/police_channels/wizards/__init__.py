from . import police_settings_channels
from . import police_complaint_contact
from . import police_conversation_try_wizard
