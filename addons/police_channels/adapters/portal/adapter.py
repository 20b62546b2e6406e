"""The pages for citizens: they hand their envelopes in themselves, and nothing goes out by them."""

from ..base import Adapter


class PortalAdapter(Adapter):
    kind = "portal"
    methods = ()
