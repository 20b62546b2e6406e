"""What a file is called that came without a name."""

import mimetypes

_KINDS = {"audio": "sound", "image": "photo", "video": "video"}


def name_of(file, position):
    """:return: the name of a RemoteFile; of what has none, kind, place among its message's files and ending

    :param int position: 1 for the first
    """
    if file.name.strip():
        return file.name
    mimetype = file.mimetype.partition(";")[0].strip().lower()
    kind = "voice-note" if file.is_voice else _KINDS.get(mimetype.partition("/")[0], "file")
    # Of two endings that mean the same, the one that people know.
    ending = {"audio/ogg": ".ogg", "image/jpeg": ".jpg", "audio/amr": ".amr"}.get(mimetype)
    return f"{kind}-{position}{ending or mimetypes.guess_extension(mimetype) or ''}"
