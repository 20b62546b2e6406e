"""Makes a copy that browsers play or show, of sound, film and pictures that they do not; and says how loud a sound is.

What strangers sent is read by no process of the service: ffmpeg and the reader of HEIC pictures run by
themselves, in a folder of their own, with bounds for time, memory and size. ffmpeg gets the formats that
cameras and phones write, none that names other files or addresses, and no protocol but that of files.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from array import array
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile, gettempdir
from typing import NamedTuple

PICTURES = ("image/heic", "image/heif", "image/jpeg", "image/png", "image/webp")
SOUND_AND_FILM = ("audio/", "video/")
# Together less than what a worker for scheduled actions gets (120 s).
PROBE_SECONDS, COPY_SECONDS, MEGABYTES = 10, 90, 1536
# Of a picture, in pixels: as large as a screen, and as a row of files shows it.
LONGEST_SIDE, SMALL_SIDE, SMALL_SECONDS = 2560, 320, 10
# Of what a program writes: a copy is read by a worker, kept, and fetched by telephones.
LONGEST_MEGABYTES = 64
_FOLDER = "police-copy-"
# What is drawn of a sound: so many pieces, of samples that are as many as telling loud from quiet needs.
_WAVE_PIECES, _WAVE_RATE = 200, 4000
# Of 16 bits: what is nowhere louder is drawn as the quiet that it is.
_FAINT = 1000
# Longer than any copy takes, in seconds.
_LEFT_BEHIND = 15 * 60
_FORMATS = "mov,matroska,ogg,mp3,wav,flac,aac,amr,amrnb,amrwb,avi,asf,flv,mpeg,mpegts,caf,aiff,au"
# What Chromium and Firefox play, tried: the names are ffprobe's.
_PLAYED_FORMATS = {"mov", "ogg", "mp3", "wav", "flac", "aac", "matroska"}
_PLAYED_SOUND = {"aac", "mp3", "opus", "vorbis", "flac", "pcm_s16le", "pcm_u8", "pcm_f32le"}
_PLAYED_SOUND |= {"pcm_mulaw", "pcm_alaw"}
_PLAYED_FILM = {"h264", "vp8", "vp9", "av1"}
_PLAYED_IN_MATROSKA = {"vp8", "vp9", "av1", "opus", "vorbis"}
# Of these kinds browsers play most files, as they come from phones and messengers.
_OFTEN_PLAYED = (
    *("audio/ogg", "audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/aac", "audio/wav"),
    *("audio/x-wav", "audio/flac", "audio/webm", "video/mp4", "video/ogg", "video/webm"),
    *("image/jpeg", "image/png", "image/webp"),
)
_FILM = (
    *("-map", "0:v:0", "-map", "0:a:0?", "-c:v", "libx264", "-preset", "veryfast", "-crf", "26"),
    *("-pix_fmt", "yuv420p", "-vf", "scale='trunc(min(854,iw)/2)*2':-2"),
)
_SOUND = ("-map", "0:a:0")
_HERE = Path(__file__).parent


class Copy(NamedTuple):
    """What browsers play or show in the place of a file."""

    content: bytes
    mimetype: str


class Wave(NamedTuple):
    """How loud a sound is, from its beginning to its end.

    :ivar loudness: of pieces of the same length, 0 to 100
    """

    seconds: float
    loudness: list


class Unreadable(Exception):
    """Nobody could make a copy: it is broken, or takes more than its bounds."""


def may_need_copy(mimetype):
    """Whether a file of this kind is shown by a copy, or perhaps not played by browsers."""
    return mimetype in PICTURES or mimetype.startswith(SOUND_AND_FILM)


def is_often_played(mimetype):
    """Whether browsers play most files of this kind: worth a try before one was looked at."""
    return mimetype in _OFTEN_PLAYED


def playable_copy(content, mimetype):
    """Make a copy of a picture, or of what browsers do not play. For jobs only: it takes up to 100 s.

    A picture is always shown by its copy: that is upright, no larger than a screen, and says nothing of
    where it was taken.

    :param bytes content: the file
    :param str mimetype: of its content, one that `may_need_copy`
    :return: Copy; None if browsers play it as it is
    :raises Unreadable: no copy can be made
    """
    if mimetype in PICTURES:
        return Copy(_picture(content, LONGEST_SIDE, COPY_SECONDS), "image/jpeg")
    with TemporaryDirectory(prefix=_FOLDER) as folder:
        Path(folder, "original").write_bytes(content)
        probed = _probe(folder)
        streams = [one for one in probed["streams"] if _is_played_stream(one)]
        if not streams:
            raise Unreadable
        if _is_played(probed["format"]["format_name"].split(",")[0], streams):
            return None
        return _copy(folder, any(one["codec_type"] == "video" for one in streams))


def small_copy(copy):
    """A small JPEG of a copy of a picture.

    :raises Unreadable: none can be made
    """
    return _picture(copy.content, SMALL_SIDE, SMALL_SECONDS)


def still_of(content):
    """A small JPEG of what a film begins with, shown before anybody plays it.

    :param bytes content: film of any kind that `playable_copy` reads
    :rtype: bytes
    :raises Unreadable: there are no moving pictures in it
    """
    with TemporaryDirectory(prefix=_FOLDER) as folder:
        Path(folder, "original").write_bytes(content)
        command = (
            *("ffmpeg", "-nostdin", "-v", "error", "-abort_on", "empty_output"),
            *(*_bounds(), "-threads", "2", "-i", "original", "-map", "0:v:0", "-frames:v", "1"),
            *("-vf", f"scale={SMALL_SIDE}:-2", "-map_metadata", "-1", "-f", "mjpeg", "copy"),
        )
        _run(command, SMALL_SECONDS, folder=folder)
        return Path(folder, "copy").read_bytes()


def _picture(content, longest_side, seconds):
    program = (sys.executable, _HERE / "picture_copy.py", str(longest_side))
    return _run(program, seconds, content=content)


def telephone_copy(content):
    """Make a copy of a sound as a telephone exchange plays it: WAV of 8 kHz, 16 bits, one channel.

    :param bytes content: sound of any kind that `playable_copy` reads
    :rtype: bytes
    :raises Unreadable: there is no sound in it
    """
    return _as_samples(content, 8000, "-bitexact", "-map_metadata", "-1", "-f", "wav")


def wave_of(content):
    """How loud a sound is from beginning to end, for screens to draw.

    :param bytes content: sound of any kind that `playable_copy` reads
    :rtype: Wave
    :raises Unreadable: there is no sound in it, or more than a screen can draw
    """
    samples = array("h", _as_samples(content, _WAVE_RATE, "-f", "s16le"))
    size = -(-len(samples) // _WAVE_PIECES) or 1
    pieces = (samples[start : start + size] for start in range(0, len(samples), size))
    peaks = [max(max(piece), -min(piece)) for piece in pieces]
    loudest = max(_FAINT, *peaks)
    return Wave(
        round(len(samples) / _WAVE_RATE, 2), [round(100 * peak / loudest) for peak in peaks]
    )


def _as_samples(content, rate, *form):
    """:return: a sound as samples of 16 bits of one channel, in a form that ffmpeg writes"""
    with TemporaryDirectory(prefix=_FOLDER) as folder:
        Path(folder, "original").write_bytes(content)
        _probe(folder)
        command = (
            *("ffmpeg", "-nostdin", "-v", "error", "-abort_on", "empty_output"),
            *(*_bounds(), "-threads", "2", "-i", "original", *_SOUND),
            *("-ar", str(rate), "-ac", "1", "-c:a", "pcm_s16le", *form, "copy"),
        )
        _run(command, PROBE_SECONDS, folder=folder)
        return Path(folder, "copy").read_bytes()


def clear_away():
    """Remove the folders of copies whose worker was ended: they hold what citizens sent."""
    before = time.time() - _LEFT_BEHIND
    for folder in Path(gettempdir()).glob(f"{_FOLDER}*"):
        # Another worker may do the same.
        with suppress(FileNotFoundError):
            found = folder.lstat()
            if found.st_uid == os.getuid() and found.st_mtime < before:
                shutil.rmtree(folder, ignore_errors=True)


def _probe(folder):
    """:return: what ffprobe says of the format and the streams of `original`"""
    wanted = "format=format_name:stream=codec_type,codec_name,pix_fmt"
    show = ("-of", "json", "-show_entries", f"{wanted}:stream_disposition=attached_pic")
    command = ("ffprobe", "-v", "error", *_bounds(), *show, "-i", "original")
    said = json.loads(_run(command, PROBE_SECONDS, folder=folder) or "{}")
    if not said.get("format"):
        raise Unreadable
    return said


def _bounds():
    return ("-protocol_whitelist", "file", "-format_whitelist", _FORMATS)


def _is_played_stream(stream):
    """Whether it is sound or moving pictures: the cover of a song is none."""
    is_cover = stream.get("disposition", {}).get("attached_pic")
    return stream.get("codec_type") in ("audio", "video") and not is_cover


def _is_played(name, streams):
    codecs = {stream.get("codec_name") for stream in streams}
    known = _PLAYED_IN_MATROSKA if name == "matroska" else _PLAYED_SOUND | _PLAYED_FILM
    # Ten bits a colour, or more colours than usual, stay black.
    shades = {stream.get("pix_fmt", "yuv420p") for stream in streams}
    usual = {"yuv420p", "yuvj420p"}
    return name in _PLAYED_FORMATS and codecs <= known and shades <= usual


def _copy(folder, is_film):
    kind = "video/mp4" if is_film else "audio/mp4"
    command = (
        *("ffmpeg", "-nostdin", "-v", "error", "-abort_on", "empty_output"),
        *(*_bounds(), "-threads", "2", "-i", "original"),
        *(_FILM if is_film else _SOUND),
        *("-c:a", "aac", "-b:a", "96k", "-map_metadata", "-1", "-map_chapters", "-1"),
        *("-threads", "2", "-movflags", "+faststart", "-f", "mp4", "copy"),
    )
    _run(command, COPY_SECONDS, folder=folder)
    return Copy(Path(folder, "copy").read_bytes(), kind)


def _run(command, seconds, folder=None, content=b""):
    """:return: what a program writes, run within bounds

    :raises Unreadable: it failed, or took too long
    """
    bounds = (2 * seconds, MEGABYTES, LONGEST_MEGABYTES)
    limited = [sys.executable, _HERE / "limited.py", *map(str, bounds), *command]
    # A file, since a pipe has no end.
    with TemporaryFile() as written:
        try:
            subprocess.run(
                limited,
                input=content,
                stdout=written,
                stderr=subprocess.DEVNULL,
                timeout=seconds,
                check=True,
                cwd=folder,
                # No more than it needs: no password of the service stands there.
                env={"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"},
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise Unreadable from error
        written.seek(0)
        return written.read()
