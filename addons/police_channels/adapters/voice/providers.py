"""The providers that have the exchange: a module each."""

from .exotel import Exotel
from .twilio import Twilio

PROVIDERS = {provider.name: provider for provider in (Twilio, Exotel)}
