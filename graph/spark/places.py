"""Files and folders wherever Spark reads and writes them: on this machine, HDFS, S3 and others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ontology.errors import StoreError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_GLOB: Final = frozenset("*?[]{}\\")


def is_remote(path: str) -> bool:
    """
    Whether a path names a file system by a scheme, as ``hdfs://…`` does.

    >>> is_remote("s3a://news/pages"), is_remote("pages/1.txt")
    (True, False)
    """
    return _SCHEME.match(path) is not None


def uri_of(path: str) -> str:
    """
    A path as Spark takes it: one without a scheme is of this machine, and absolute.

    >>> uri_of("/pages/1 页.txt"), uri_of("hdfs://news/pages/")
    ('file:///pages/1 页.txt', 'hdfs://news/pages')
    """
    return path.rstrip("/") if is_remote(path) else f"file://{Path(path).absolute()}"


def is_plain(path: str) -> bool:
    """Whether Spark reads a path as what it is, not as a pattern."""
    return _GLOB.isdisjoint(path)


def whole(uri: str) -> str:
    """
    An address as ``uri_of`` writes it, of one as Hadoop does.

    >>> whole("file:/pages/1.txt"), whole("hdfs://news/pages")
    ('file:///pages/1.txt', 'hdfs://news/pages')
    """
    return re.sub(r"^file:/(?!/)", "file:///", uri)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file: its address, its path below the folder that was looked into, bytes, and time."""

    uri: str
    name: str
    size: int
    changed: int


class Place:
    """A folder, or a file, on whatever file system Spark knows."""

    def __init__(self, spark: SparkSession, uri: str) -> None:
        """Nothing is looked at yet. Raises StoreError where Spark knows no such file system."""
        self.uri = uri
        self._spark = spark
        jvm: Any = spark._jvm
        java: Any = spark._jsc
        self._jvm = jvm
        with self._told():
            self._path = self._jvm.org.apache.hadoop.fs.Path(uri)
            conf = java.hadoopConfiguration()
            self._system = self._path.getFileSystem(conf)

    def __truediv__(self, name: str) -> Place:
        """What lies below it under a name."""
        return Place(self._spark, f"{self.uri}/{name}")

    def exists(self) -> bool:
        """Whether there is anything."""
        with self._told():
            return bool(self._system.exists(self._path))

    def is_folder(self) -> bool:
        """Whether it is a folder."""
        with self._told():
            return self.exists() and bool(self._system.getFileStatus(self._path).isDirectory())

    def names(self) -> list[str]:
        """The names of what lies in the folder, sorted; nothing where there is no folder."""
        if not self.exists():
            return []
        with self._told():
            return sorted(each.getPath().getName() for each in self._system.listStatus(self._path))

    def files(self) -> Iterator[Entry]:
        """
        The file, or all files below the folder or what matches the pattern, in no order.

        A file alone goes by its name, others by their path below the folder, or below the part of
        the pattern without wildcards.
        """
        with self._told():
            qualified = self._system.makeQualified(self._path).toString()
            fixed = qualified
            while not is_plain(fixed):
                fixed = fixed.rpartition("/")[0]
            for match in self._system.globStatus(self._path) or ():
                found = self._system.listFiles(match.getPath(), True)
                while found.hasNext():
                    status = found.next()
                    path = status.getPath().toString()
                    name = path[len(fixed) :].lstrip("/") or status.getPath().getName()
                    yield Entry(path, name, status.getLen(), status.getModificationTime())

    def head(self, size: int) -> bytes:
        """The first bytes of a file that has so many."""
        with self._told():
            stream = self._system.open(self._path)
            try:
                found: bytes = self._jvm.org.apache.commons.io.IOUtils.toByteArray(stream, size)
                return found
            finally:
                stream.close()

    def text(self) -> str | None:
        """The whole of a small file; None where there is none."""
        if not self.exists():
            return None
        size = self._system.getFileStatus(self._path).getLen()
        return self.head(size).decode("utf-8")

    def remove(self) -> None:
        """Remove it with all that it holds; nothing happens where there is nothing."""
        with self._told():
            self._system.delete(self._path, True)

    def move_to(self, other: Place) -> None:
        """Put it in the place of another one on the same file system."""
        with self._told():
            other.remove()
            self._system.mkdirs(other._path.getParent())
            if not self._system.rename(self._path, other._path):
                raise StoreError(f"{self.uri} cannot be moved to {other.uri}")

    @contextmanager
    def _told(self) -> Iterator[None]:
        from py4j.protocol import Py4JJavaError

        try:
            yield
        except Py4JJavaError as error:
            said = str(error.java_exception.getMessage()).splitlines()
            raise StoreError(f"{self.uri}: {said[0] if said else 'refused'}") from error
