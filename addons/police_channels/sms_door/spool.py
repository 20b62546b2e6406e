"""What has arrived and is not handed over yet: a file each, safe from a power cut."""

import contextlib
import os
import threading
import time
from pathlib import Path

UNFINISHED = ".part"


class Spool:
    """
    :param folder: of its own, made if need be; for its owner alone
    """

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Nobody was told that these are kept.
        for left_over in self.folder.glob(f"*{UNFINISHED}"):
            left_over.unlink()
        self._lock = threading.Lock()
        self._last = max((int(name) for name in self.names()), default=0)

    def put(self, body):
        """Keep the bytes; once this returns they survive whatever happens to the machine.

        :return: the name under which they are kept
        :raises OSError: they are not; then nothing of them is left
        """
        name = self._new_name()
        unfinished = self.folder / f"{name}{UNFINISHED}"
        try:
            self._write(unfinished, body)
            unfinished.rename(self.folder / name)
            self._keep_names()
        except OSError:
            for file in (unfinished, self.folder / name):
                with contextlib.suppress(OSError):
                    file.unlink(missing_ok=True)
            raise
        return name

    def _write(self, path, body):
        with path.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())

    def _new_name(self):
        """The moment in nanoseconds, later than any before: names tell the order of arrival."""
        with self._lock:
            self._last = max(time.time_ns(), self._last + 1)
            return f"{self._last:020}"

    def _keep_names(self):
        folder = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def names(self):
        """In the order of arrival."""
        return sorted(path.name for path in self.folder.iterdir() if path.name.isdigit())

    def content(self, name):
        return (self.folder / name).read_bytes()

    def remove(self, name):
        (self.folder / name).unlink(missing_ok=True)


def arrived_at(name):
    """:return: seconds since 1970 at which what has this name arrived"""
    return int(name) / 1_000_000_000
