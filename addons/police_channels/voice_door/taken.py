"""Which calls the service has, until nothing of them is left here."""

import os
from contextlib import suppress
from pathlib import Path


class Taken:
    """
    :param folder: for a note of each request: a line for each of its calls; it is named by the first
    """

    def __init__(self, folder):
        self._folder = Path(folder)
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # By the name of a call: the note that it is in.
        self._note_of = {name: note for note in self._folder.iterdir() for name in _calls_in(note)}

    def __contains__(self, name):
        return name in self._note_of

    def add(self, names):
        """Know these to be taken, after a power cut too: what is left of one half removed is another call."""
        note = self._folder / names[0]
        self._note_of |= dict.fromkeys(names, note)
        # Without it they would go once more, which the service knows.
        with suppress(OSError), note.open("w") as file:
            file.writelines(f"{name}\n" for name in names)
            file.flush()
            os.fsync(file.fileno())

    def forget_all_but(self, there):
        """
        :param set there: the calls of which something is left
        """
        notes = self._note_of.copy()
        needed = {note for name, note in notes.items() if name in there}
        for name, note in notes.items():
            if note not in needed:
                del self._note_of[name]
        for note in {*notes.values()} - needed:
            with suppress(OSError):
                note.unlink()


def _calls_in(note):
    """The one that it is named by, and those of whole lines: half a name may be another's."""
    *lines, _rest = note.read_text(errors="replace").split("\n")
    return {note.name, *lines}
