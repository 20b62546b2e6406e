import json
import os
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from PIL import Image

from odoo.tests import BaseCase
from odoo.tools.mimetypes import guess_mimetype

from ..tools import playable
from ..tools.playable import Unreadable, may_need_copy, playable_copy, wave_of
from .media_samples import AMR, FILM, HEIC, TONE, made

LISTS = (
    b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    b"ffconcat version 1.0\nfile /etc/passwd\n",
)


def _copied(content):
    return playable_copy(content, guess_mimetype(content))


def _streams(content):
    """What ffprobe says of a copy: codec of each stream, and how long it is in seconds."""
    command = ("ffprobe", "-v", "error", "-of", "json", "-show_streams", "-show_format", "-")
    said = json.loads(
        subprocess.run(command, input=content, capture_output=True, check=True).stdout
    )
    codecs = {stream["codec_name"] for stream in said["streams"]}
    return codecs, float(said["format"]["duration"])


class TestWave(BaseCase):
    """How loud a sound is, as screens draw it."""

    def test_quiet_then_loud(self):
        quiet = ("-f", "lavfi", "-i", "sine=frequency=440:duration=2,volume=0.2")
        both = ("-filter_complex", "[0][1]concat=n=2:v=0:a=1")
        sound = made("wav", *quiet, *TONE, *both, "-ar", "8000")
        wave = wave_of(sound)
        self.assertAlmostEqual(wave.seconds, 3, delta=0.1)
        self.assertEqual(len(wave.loudness), 200)
        self.assertAlmostEqual(max(wave.loudness[20:110]), 20, delta=4)
        self.assertEqual(max(wave.loudness[140:]), 100)

    def test_whatever_phones_write(self):
        self.assertAlmostEqual(wave_of(AMR).seconds, 1, delta=0.1)
        note = made("ogg", *TONE, "-c:a", "libopus")
        self.assertGreater(min(wave_of(note).loudness[20:180]), 80)

    def test_silence_is_drawn_as_silence(self):
        silence = made("wav", "-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono:duration=1")
        self.assertEqual(set(wave_of(silence).loudness), {0})

    def test_a_click_has_fewer_pieces(self):
        click = made("wav", *TONE, "-t", "0.01", "-ar", "8000")
        self.assertLess(len(wave_of(click).loudness), 200)

    def test_what_is_no_sound_has_none(self):
        for content in (b"", b"words", b"RIFF\x10\x00\x00\x00WAVEfmt broken", HEIC):
            with self.assertRaises(Unreadable):
                wave_of(content)


class TestPlayable(BaseCase):
    def test_a_voice_note_of_an_old_phone(self):
        copy = _copied(AMR)
        self.assertEqual(copy.mimetype, "audio/mp4")
        codecs, seconds = _streams(copy.content)
        self.assertEqual(codecs, {"aac"})
        self.assertAlmostEqual(seconds, 1, delta=0.2)

    def test_films_that_browsers_leave_black(self):
        films = (
            made("3gp", *TONE, *FILM, "-c:v", "h263", "-c:a", "aac"),
            made("avi", *TONE, *FILM, "-c:v", "mpeg4"),
            made("wmv", *TONE, *FILM),
            made("mp4", *TONE, *FILM, "-c:v", "libx265", "-x265-params", "log-level=none"),
            made("mp4", *FILM, "-c:v", "libx264", "-pix_fmt", "yuv444p"),
        )
        for number, film in enumerate(films):
            with self.subTest(number=number):
                copy = _copied(film)
                self.assertEqual(copy.mimetype, "video/mp4")
                codecs, seconds = _streams(copy.content)
                self.assertIn("h264", codecs)
                self.assertAlmostEqual(seconds, 1, delta=0.3)

    def test_what_browsers_play_is_left_as_it_is(self):
        for sample in (
            made("ogg", *TONE, "-c:a", "libopus"),
            made("wav", *TONE),
            made("mp3", *TONE),
            made("mp4", *TONE, *FILM, "-pix_fmt", "yuv420p"),
            made("webm", *TONE, *FILM, "-pix_fmt", "yuv420p"),
        ):
            self.assertTrue(may_need_copy(guess_mimetype(sample)))
            self.assertIsNone(_copied(sample), guess_mimetype(sample))

    def test_a_picture_of_a_phone(self):
        copy = _copied(HEIC)
        self.assertEqual(copy.mimetype, "image/jpeg")
        with Image.open(BytesIO(copy.content)) as picture:
            self.assertEqual((picture.format, picture.size), ("JPEG", (64, 48)))

    def test_what_is_broken_stops_nothing(self):
        film = made("mp4", *FILM, "-c:v", "libx265", "-x265-params", "log-level=none")
        for content, kind in (
            (film[:200], "video/mp4"),
            (AMR[:6], "audio/amr"),
            (b"no sound", "audio/mpeg"),
            (HEIC[:300], "image/heic"),
            (HEIC, "video/mp4"),
        ):
            with self.subTest(kind=kind, size=len(content)), self.assertRaises(Unreadable):
                playable_copy(content, kind)

    def test_no_list_leads_to_other_files(self):
        for content in LISTS:
            with self.assertRaises(Unreadable):
                playable_copy(content, "audio/mpegurl")

    def test_a_program_is_held_in_its_bounds(self):
        forever = (sys.executable, "-c", "while True: pass")
        with self.assertRaises(Unreadable):
            playable._run(forever, 1)
        greedy = (sys.executable, "-c", "bytes(8 << 30)")
        with self.assertRaises(Unreadable):
            playable._run(greedy, 10)

    def test_nothing_longer_is_made_than_a_worker_can_read(self):
        prints = "import sys; [sys.stdout.write('x' * (1 << 20)) for _ in range(%d)]"
        longest = playable.LONGEST_MEGABYTES
        with self.assertRaises(Unreadable):
            playable._run((sys.executable, "-c", prints % (longest + 1)), 10)
        said = playable._run((sys.executable, "-c", prints % longest), 10)
        self.assertEqual(len(said), longest << 20)
        with patch.object(playable, "LONGEST_MEGABYTES", 0), self.assertRaises(Unreadable):
            _copied(AMR)

    def test_what_a_worker_that_was_ended_left_is_removed(self):
        with TemporaryDirectory() as place, patch.object(tempfile, "tempdir", place):
            names = ("police-copy-left", "police-copy-now", "others")
            left, now, others = (Path(place, name) for name in names)
            for folder in (left, now, others):
                folder.mkdir()
                Path(folder, "original").write_bytes(AMR)
            for folder in (left, others):
                os.utime(folder, (0, 0))
            playable.clear_away()
            self.assertEqual([one.exists() for one in (left, now, others)], [False, True, True])

    def test_a_program_learns_nothing_of_the_service(self):
        with patch.dict("os.environ", {"PGPASSWORD": "open sesame"}):
            told = playable._run((sys.executable, "-c", "import os; print(os.environ)"), 10)
        self.assertNotIn(b"sesame", told)
