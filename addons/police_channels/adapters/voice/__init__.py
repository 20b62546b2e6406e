from .adapter import VoiceAdapter
