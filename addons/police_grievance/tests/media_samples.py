"""Sound, film and pictures as phones write them, made by ffmpeg and by hand."""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

# A second of AMR, 12.2 kbit/s: 50 frames of a head and 31 bytes. Debian's ffmpeg reads it and does not write it.
AMR = b"#!AMR\n" + 50 * (b"\x3c" + bytes(range(31)))
# 64 x 48 pixels, written by libheif.
HEIC = Path(__file__).parent.joinpath("files", "photo.heic").read_bytes()
TONE = ("-f", "lavfi", "-i", "sine=frequency=440:duration=1")
FILM = ("-f", "lavfi", "-i", "testsrc=duration=1:size=176x144:rate=10")


def made(ending, *options):
    """:return: what ffmpeg writes of these inputs with these options, in the format of this ending"""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"made.{ending}")
        command = ("ffmpeg", "-nostdin", "-v", "error", *options, path)
        subprocess.run(command, check=True, timeout=60)
        return path.read_bytes()
