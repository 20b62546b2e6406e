"""What callers hear: made by a synthesiser from the words in the voice channel's list of prompts.

8 kHz, 16 bits, one channel: Asterisk plays no other WAV file, and says nothing of it to the caller.
"""

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from . import apt_archive
from .commands import run
from .locks import exclusive
from .messages import step
from .paths import ADDONS, cache, digest, digest_of_files, private_folder
from .web_front import OS_RELEASE, debian_codename

WORDS = ADDONS / "police_channels" / "data" / "police_voice_prompt_data.xml"
# The language of the list, the folder, the synthesiser's voice, and how many words a minute it says.
LANGUAGES = {"hi_IN": ("hi", "hi", 135), "en_US": ("en", "en-gb", 145)}
TONE = "sine=frequency=880:sample_rate=8000:duration=0.4"
PLAIN = ("-ar", "8000", "-ac", "1", "-c:a", "pcm_s16le", "-bitexact", "-map_metadata", "-1")


@dataclass(frozen=True)
class Synthesiser:
    program: Path
    variables: dict = field(default_factory=dict)


def find_or_fetch():
    """eSpeak NG, fetched for this Debian release unless it is installed.

    :rtype: Synthesiser
    :raise LaunchError: no network
    """
    installed = shutil.which("espeak-ng")
    if installed:
        return Synthesiser(Path(installed))
    codename = debian_codename(OS_RELEASE.read_text())
    folder = cache() / "espeak-ng"
    tree = folder / codename
    with exclusive(folder / ".lock"):
        if not tree.exists():
            _fetch(folder, tree, codename)
    [data] = tree.glob("usr/lib/*/espeak-ng-data")
    libraries = os.pathsep.join(map(str, (data.parent, *tree.glob("lib/*-linux-gnu*"))))
    variables = {"LD_LIBRARY_PATH": libraries, "ESPEAK_DATA_PATH": str(data.parent)}
    return Synthesiser(tree / "usr/bin/espeak-ng", variables)


def _fetch(folder, tree, codename):
    work = folder / "unfinished"
    shutil.rmtree(work, ignore_errors=True)
    (work / "tree").mkdir(parents=True)
    with step("Fetching a synthesiser"):
        archive = apt_archive.Archive(work / "apt", (codename,))
        archive.update()
        for package in archive.download_whole(("espeak-ng",)):
            run(["dpkg-deb", "--extract", package, work / "tree"])
    (work / "tree").rename(tree)
    shutil.rmtree(work)


def find_or_make():
    """The folder with all that callers hear, a folder for each language; made once for these words.

    :raise LaunchError: no network, or a program failed
    """
    made_of = digest(digest_of_files((WORDS, Path(__file__))))[:16]
    folder = private_folder(cache() / "prompts")
    made = folder / made_of
    with exclusive(folder / ".lock"):
        if not made.exists():
            _make(find_or_fetch(), folder, made)
    return made


def _make(synthesiser, folder, made):
    work = folder / "unfinished"
    shutil.rmtree(work, ignore_errors=True)
    with step("Making what callers hear"):
        for prompt in prompts():
            language, voice, speed = LANGUAGES[prompt["language"]]
            target = work / language / f"{prompt['code']}.wav"
            target.parent.mkdir(parents=True, exist_ok=True)
            raw = work / "spoken.wav"
            options = ("-v", voice, "-s", str(speed), "-w", raw)
            spoken = [synthesiser.program, *options, prompt["text"]]
            run(spoken, env=synthesiser.variables)
            run(["ffmpeg", "-y", "-v", "error", "-i", raw, *PLAIN, target])
            raw.unlink()
        tone = work / "hi" / "tone.wav"
        run(["ffmpeg", "-y", "-v", "error", "-f", "lavfi", "-i", TONE, *PLAIN, tone])
    work.rename(made)


def prompts():
    """:return: list of dict with code, language and text"""
    records = ElementTree.parse(WORDS).iter("record")
    return [{field.get("name"): field.text for field in record} for record in records]
