"""The parts of a zip file, opened as if it came from a stranger: nothing inflates without a limit."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from procfit.formats.xml_events import Listener, RefusedXmlError, listen
from procfit.model.errors import InputError, Place

__all__ = ["ZipParts"]

MAX_PARTS = 10_000
MAX_PART_BYTES = 64 * 1024 * 1024
MAX_TOTAL_BYTES = 200 * 1024 * 1024
MAX_RATIO = 300
SMALL_BYTES = 4 * 1024 * 1024
"""Parts up to this size may be as compressible as they like."""

CHUNK = 64 * 1024
_ENCRYPTED = 1


class ZipParts:
    """The parts of a zip file by name.

    Parameters
    ----------
    content
        The bytes of the file.
    file
        Its name in messages.

    Raises
    ------
    InputError
        When it is no zip, or holds names or sizes that no honest workbook has.
    """

    def __init__(self, content: bytes, file: str) -> None:
        self.file = file
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise self._error("is damaged or not complete", "get the file again") from error
        if len(entries) > MAX_PARTS:
            raise self._error(
                f"holds {len(entries):,} parts", "no workbook has that many; do not open it"
            )
        self._entries = {entry.filename: entry for entry in entries}
        for entry in entries:
            self._check(entry)
        total = sum(entry.file_size for entry in entries)
        if total > MAX_TOTAL_BYTES:
            raise self._error(f"would unpack to {_mb(total)}", "do not open it; ask for a smaller one")

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def read(self, name: str, listener: Listener) -> bytes:
        """Return an XML part that `listener` has heard to its end.

        Raises
        ------
        InputError
            When it is missing, too large, not well formed or not safe.
        """
        chunks = list(self._chunks(name))
        try:
            listen(chunks, listener)
        except RefusedXmlError as error:
            raise self._error(f"{name} {error}", error.hint) from error
        return b"".join(chunks)

    def _chunks(self, name: str) -> Iterator[bytes]:
        if name not in self._entries:
            raise self._error(f"has no part {name}", "get the file again, or save it anew")
        seen = 0
        try:
            with self._zip.open(name) as part:
                while chunk := part.read(CHUNK):
                    seen += len(chunk)
                    self._read += len(chunk)
                    if seen > MAX_PART_BYTES or self._read > MAX_TOTAL_BYTES:
                        raise self._error(f"{name} unpacks to more than {_mb(seen)}", _BOMB)
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
            raise self._error(
                f"{name} is damaged or lies about its size", "get the file again"
            ) from error

    def _check(self, entry: zipfile.ZipInfo) -> None:
        name = entry.filename
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/"):
            raise self._error(
                "is not a workbook: it holds a path that leads outside", "do not unpack it"
            )
        if entry.flag_bits & _ENCRYPTED:
            raise self._error("is protected by a password", "save it without one")
        if entry.file_size > MAX_PART_BYTES:
            raise self._error(f"{name} would unpack to {_mb(entry.file_size)}", _BOMB)
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > SMALL_BYTES and ratio > MAX_RATIO:
            raise self._error(
                f"{name} would unpack to {_mb(entry.file_size)}, {ratio:,.0f} times its size", _BOMB
            )

    def _error(self, message: str, hint: str) -> InputError:
        return InputError(message, hint, Place(self.file))


_BOMB = "that is how a zip bomb looks; ask the sender"


def _mb(size: int) -> str:
    return f"{size / 1024 / 1024:,.0f} MB"
