"""What a context says by being this very object: the service itself does something.

No caller can send it: what comes from a browser or over RPC is plain values.
"""

BY_SERVICE = object()
