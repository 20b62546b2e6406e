#!/usr/bin/env python3
"""What a container of the service runs: `entrypoint.py PART [OPTION ...]`, or any other command.

Parts: odoo, jobs, web, mail-door, sms-door, bearerbox, smsbox. Options are added to those of the part's program.
"""

import os
import sys

from parts import PARTS

from launcher import runtime
from launcher.messages import LaunchError, say


def main(arguments):
    """Become the program of a part, or the command; return the exit status if that can't be."""
    name, *options = arguments
    if name not in PARTS:
        os.execvp(name, arguments)
    os.umask(0o077)
    try:
        with runtime.prepared() as ready:
            process = PARTS[name](ready)
    except LaunchError as error:
        say(f"Error: {error}")
        return 1
    command = [*process.command, *options]
    os.execvpe(command[0], command, {**os.environ, **process.environment})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["odoo"]))
