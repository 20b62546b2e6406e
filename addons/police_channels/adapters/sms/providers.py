"""The providers of SMS that there are: a module each."""

from .exotel import Exotel
from .kannel import Kannel
from .twilio import Twilio

PROVIDERS = {"kannel": Kannel, "twilio": Twilio, "exotel": Exotel}
