"""Makes a JPEG of a picture, as a process of its own; run it by `limited.py`.

python picture_copy.py LONGEST_SIDE < picture > JPEG
"""

import sys
from io import BytesIO

from pi_heif import register_heif_opener
from PIL import Image, ImageOps

MOST_PIXELS = 100_000_000
FORMATS = ("HEIF", "JPEG", "PNG", "WEBP")


def main(longest_side):
    register_heif_opener()
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(BytesIO(sys.stdin.buffer.read()), formats=FORMATS) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((longest_side, longest_side))
    upright.save(sys.stdout.buffer, "JPEG", quality=85)


if __name__ == "__main__":
    main(int(sys.argv[1]))
