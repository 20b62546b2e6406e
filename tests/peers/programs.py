"""Programs of ours in place of the machine's."""

import os


def put_in_place(name, script, folder, monkeypatch):
    """Have a shell script found before the program of that name."""
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
