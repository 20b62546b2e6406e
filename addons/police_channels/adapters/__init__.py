from .registry import ADAPTERS
