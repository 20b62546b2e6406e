"""What the launcher reads of the service's channels."""

from . import database
from .messages import LaunchError


def secret(ready, name, slug):
    """The secret of a channel in a database.

    :raise LaunchError: it has none
    """
    found = database.query(ready, name, f"SELECT secret FROM police_channel WHERE slug = '{slug}'")
    if not found:
        raise LaunchError(f"The database {name} has no channel whose webhook ends in {slug}/in.")
    return found
