"""Runs a program on what strangers sent, within bounds that it cannot pass.

    python limited.py SECONDS MEGABYTES LONGEST PROGRAM [ARGUMENT ...]

SECONDS of the processor's time, MEGABYTES of memory; no file that it writes has more than LONGEST megabytes.
"""

import os
import resource
import sys


def main():
    seconds, megabytes, longest, *command = sys.argv[1:]
    memory, length = int(megabytes) << 20, int(longest) << 20
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, length))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.execvp(command[0], command)


if __name__ == "__main__":
    main()
