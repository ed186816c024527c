"""What is to be read, in the order of the command, in parts that a build can go on from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, Literal

from extractors.readers import STANDARD_INPUT
from extractors.readers.folders import sources_of
from extractors.readers.formats import JSON_LINES, format_of
from extractors.readers.limits import CHUNK, MEBIBYTE, megabytes
from extractors.readers.source import Refusal, Source, printable, without_controls
from graph.spark.places import Entry, Place, is_plain, is_remote, uri_of, whole
from graph.vocabulary import digest
from ontology.errors import ReadError, StoreError, UsageError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

Way = Literal["files", "contents", "lines", "table"]
"""How sources reach those who read them: opened by these, or read, split or queried by Spark."""

PART_SETTING: Final = "spark.wangge.partBytes"
"""The setting of Spark that says how many bytes of the sources make a part, about."""

# Of texts of this size a processor has a minute or two of work.
_PART: Final = 2 * MEBIBYTE
# A file of JSON Lines is split from so many parts' bytes on.
_SPLIT: Final = 4
# The smallest file takes its time, too.
_LEAST: Final = 1024
# A row of Spark, and what Java holds in one piece, is no larger.
_LARGEST: Final = 1024 * MEBIBYTE
_TABLE: Final = ".parquet"
_DONE: Final = "_SUCCESS"


@dataclass(frozen=True, slots=True)
class Input:
    """A file to be read: its name as a document, where it lies, its bytes, and when it changed."""

    name: str
    uri: str
    size: int
    changed: int
    first: int = 0
    """Of a piece of JSON Lines: the number of its first line; of a table, its file's."""
    start: int = 0
    """Of a piece of a file: where it starts, as Spark counts."""
    mark: bool = False
    """Whether the file begins with a byte order mark."""


@dataclass(frozen=True, slots=True)
class Part:
    """
    Inputs that are read together, and whose pages are kept together.

    ``key`` names what they are and how they are to be read; ``share`` is which of how many shares
    of a table's rows it has.
    """

    key: str
    way: Way
    inputs: tuple[Input, ...]
    share: tuple[int, int] = (0, 1)


@dataclass(slots=True)
class Plan:
    """All parts in the order in which one machine would read them, and what cannot be read."""

    parts: list[Part] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def part_size(spark: SparkSession) -> int:
    """How many bytes of the sources make a part, about. Raises UsageError for no number."""
    told = spark.conf.get(PART_SETTING, None)
    if told is None:
        return _PART
    if not told.isdecimal() or not int(told):
        raise UsageError(f"{PART_SETTING} is a number of bytes, not '{told}'")
    return int(told)


def plan_of(spark: SparkSession, paths: Sequence[str], manner: str) -> Plan:
    """
    What the paths mean; ``manner`` says how it is to be read, and changes the keys of the parts.

    Raises UsageError for standard input, StoreError where Spark cannot look into a folder.
    """
    planner = _Planner(spark, manner, part_size(spark))
    for path in paths:
        planner.add(path)
    planner.close()
    return planner.plan


@dataclass(slots=True)
class _Planner:
    spark: SparkSession
    manner: str
    size: int
    plan: Plan = field(default_factory=Plan)
    way: Way = "files"
    held: list[Input] = field(default_factory=list)
    bytes: int = 0

    def add(self, path: str) -> None:
        """Take what a path means."""
        if path == STANDARD_INPUT:
            raise UsageError("the engine spark reads no standard input; give files or folders")
        table = self._table(path)
        if table is not None:
            self._add_table(path, table)
        elif is_remote(path):
            for found in self._remote(path):
                self._add(found, "contents")
        else:
            for each in _local(path):
                self._add(each, "files")

    def _add(self, found: Input | Refusal, way: Way) -> None:
        if isinstance(found, Refusal):
            self.plan.refused.append(found)
        elif found.size > _SPLIT * self.size and self._is_lines(found):
            self.close()
            self._add_lines(found)
        elif way == "contents" and found.size > _LARGEST:
            reason = f"larger than {megabytes(_LARGEST)}; split it, or unpack it"
            self.plan.refused.append(Refusal(found.name, reason))
        else:
            if self.way != way:
                self.close()
            self.way = way
            self.held.append(found)
            self.bytes += max(found.size, _LEAST)
            if self.bytes >= self.size:
                self.close()

    def close(self) -> None:
        """Make a part of the files that wait for others."""
        if self.held:
            self.plan.parts.append(self._part(self.way, self.held))
            self.held = []
            self.bytes = 0

    def _part(self, way: Way, inputs: Iterable[Input], share: tuple[int, int] = (0, 1)) -> Part:
        found = tuple(inputs)
        told = [(each.name, each.uri, each.size, each.changed, each.start) for each in found]
        return Part(f"p{digest(self.manner, way, told, share)}", way, found, share)

    def _is_lines(self, found: Input) -> bool:
        if not is_plain(found.uri) or not found.uri.isprintable() or found.size < CHUNK:
            return False
        try:
            return format_of(found.name, Place(self.spark, found.uri).head(CHUNK)) is JSON_LINES
        except (ReadError, StoreError):
            return False

    def _add_lines(self, found: Input) -> None:
        """Count the lines of each piece that Spark makes of a file, so that all can be numbered."""
        from pyspark.sql import functions as sql

        mark = Place(self.spark, found.uri).head(3) == b"\xef\xbb\xbf"
        rows = pieces_of(self.spark, [found.uri]).groupBy("start").agg(sql.count("*").alias("n"))
        first = 1
        for row in sorted(rows.collect()):
            piece = Input(
                found.name, found.uri, found.size, found.changed, first, row["start"], mark
            )
            self.plan.parts.append(self._part("lines", [piece]))
            first += row["n"]

    def _table(self, path: str) -> list[Entry] | None:
        """The files of a table; None where a path is none."""
        fixed = path.rstrip("/")
        if not is_remote(path) and not Path(path).exists():
            return None
        if not is_plain(path):
            return None
        place = Place(self.spark, uri_of(path))
        named = fixed.endswith(_TABLE)
        if not named and not (
            place.is_folder() and any(each.endswith(_TABLE) for each in place.names())
        ):
            return None
        found = [each for each in place.files() if _counts(each.name)]
        tables = [each for each in found if each.uri.endswith(_TABLE)]
        return sorted(tables, key=lambda each: PurePosixPath(each.name).parts)

    def _add_table(self, path: str, found: list[Entry]) -> None:
        self.close()
        name = printable(PurePosixPath(path.rstrip("/")).name)
        inputs = [
            Input(name, whole(one.uri), one.size, one.changed, at) for at, one in enumerate(found)
        ]
        # Parquet holds texts in about a third of their bytes.
        count = -(-3 * sum(one.size for one in found) // self.size)
        for share in range(count):
            self.plan.parts.append(self._part("table", inputs, (share, count)))

    def _remote(self, path: str) -> Iterator[Input | Refusal]:
        place = Place(self.spark, uri_of(path))
        alone = is_plain(place.uri) and place.exists() and not place.is_folder()
        found = [each for each in place.files() if alone or _counts(each.name)]
        for each in sorted(found, key=lambda one: PurePosixPath(one.name).parts):
            name = printable(each.name)
            if each.size:
                yield Input(name, whole(each.uri), each.size, each.changed)
            else:
                yield Refusal(name, "an empty file")  # Spark passes it over without a word.
        if not found:
            yield Refusal(without_controls(path), "no such file or folder, or it holds no files")


def pieces_of(spark: SparkSession, uris: list[str]) -> DataFrame:
    """The lines of files in the order of each piece, with the file and where the piece starts."""
    # As many pieces whatever the cluster: none is packed together with another one.
    size = str(part_size(spark))
    spark.conf.set("spark.sql.files.maxPartitionBytes", size)
    spark.conf.set("spark.sql.files.openCostInBytes", size)
    text = spark.read.option("lineSep", "\n").text(uris)
    return text.selectExpr(
        "value", "_metadata.file_path AS path", "_metadata.file_block_start AS start"
    )


def _local(path: str) -> Iterator[Input | Refusal]:
    for source in sources_of(path):
        yield _local_input(source) if isinstance(source, Source) else source


def _local_input(source: Source) -> Input:
    assert source.path is not None
    whole = str(source.path.absolute())
    try:
        told = source.path.stat()
    except OSError:
        return Input(source.name, f"file://{whole}", 0, 0)  # Whoever reads it says why it cannot.
    return Input(source.name, f"file://{whole}", told.st_size, told.st_mtime_ns)


def _counts(name: str) -> bool:
    """Whether a file in a folder is one of its texts, as ``extractors.readers.folders`` has it."""
    parts = PurePosixPath(name).parts
    hidden = any(each.startswith(".") for each in parts)
    return not hidden and parts[-1].partition(".")[0].lower() != "readme" and parts[-1] != _DONE
