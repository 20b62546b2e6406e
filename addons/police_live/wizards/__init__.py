from . import police_settings
