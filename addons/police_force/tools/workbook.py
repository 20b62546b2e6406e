"""Read a workbook without letting it say how much memory and time that takes.

An .xlsx is a zip of XML: a few kilobytes may unpack to gigabytes, name cells in the last of a
million rows, or have a thousand cells share one long text. Each of these is measured before, or
while, it is read.
"""

import io
import zipfile

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
LARGEST_UNPACKED = 20 * MEGABYTE
# Whatever is neither a sheet nor its texts becomes objects many times its size.
LARGEST_SMALL_PART = MEGABYTE
MOST_PARTS = 1000
MOST_COLUMNS = 200
# Excel's own limits.
LAST_ROW = 1_048_576
LONGEST_TEXT = 32767
MOST_TEXT = 20_000_000


class TooBig(Exception):
    """More than is read."""


class Workbook:
    """An open workbook; use it as a context.

    :param bytes content: of the file
    :raise TooBig: it is too large by itself, or would be unpacked
    :raise Exception: whatever openpyxl says about a broken one
    """

    def __init__(self, content):
        check_size(content)
        # Not before it is needed: it would lie in the memory of each worker from the start.
        import openpyxl

        self._book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
        self.sheet_names = self._book.sheetnames

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._book.close()

    def rows(self, sheet_name, most_rows):
        """Yield the rows of a sheet that hold anything, as they are read.

        :return: generator of tuples of cells
        :raise TooBig: at the first row, column or text too many
        """
        sheet = self._book[sheet_name]
        # What the file says of its own extent is not relied on.
        sheet.reset_dimensions()
        count = length = 0
        for row in sheet.iter_rows(max_row=LAST_ROW):
            lengths = [len(str(cell.value)) for cell in row if cell.value is not None]
            if not any(lengths):
                continue
            count += 1
            length += sum(lengths)
            is_too_long = length > MOST_TEXT or max(lengths) > LONGEST_TEXT
            if count > most_rows or len(row) > MOST_COLUMNS or is_too_long:
                raise TooBig
            yield row


def check_size(content):
    """
    :raise TooBig: a file is, or what it would be unpacked to
    """
    if len(content) > LARGEST_FILE:
        raise TooBig
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        # No more of a part is unpacked than it says.
        entries = parts.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise TooBig
    if any(entry.file_size > LARGEST_SMALL_PART for entry in entries if _is_small(entry.filename)):
        raise TooBig


def _is_small(name):
    is_read = name.lower().endswith((".xml", ".rels", ".vml"))
    return is_read and not name.startswith(("xl/worksheets/", "xl/sharedStrings"))


def is_error(cell):
    """Whether a formula failed in this cell."""
    return cell.data_type == "e"


def is_without_time(cell):
    """Whether this cell shows a moment as a mere date."""
    from openpyxl.styles.numbers import is_datetime

    return is_datetime(cell.number_format) == "date"
