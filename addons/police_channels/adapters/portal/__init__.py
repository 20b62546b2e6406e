from .adapter import PortalAdapter
