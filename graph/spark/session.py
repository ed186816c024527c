"""Spark's session for one build: started without a word on the terminal, and ended with it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ontology.errors import StoreError, UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

EXTRA: Final = "spark"
"""The extra of the distribution that brings PySpark."""

JAVA: Final = 17
"""The oldest Java that PySpark 4 runs on."""

_NO_PYSPARK: Final = (
    f"the engine spark needs PySpark, which is not installed; pip install 'wangge[{EXTRA}]'"
)
_NO_JAVA: Final = (
    f"the engine spark needs Java {JAVA} or newer{{found}}; install it "
    "(Debian: apt-get install openjdk-17-jre-headless), or set JAVA_HOME to where it is"
)
_LOG4J: Final = Path(__file__).with_name("log4j2.properties")
_LOCAL: Final = re.compile(r"local(-cluster)?(\[.*\])?")
# Every piece of a file becomes one task, whatever the number of machines: the pieces are the parts
# that a build can go on from.
_SETTINGS: Final = {
    "spark.app.name": "wangge",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "64",
    "spark.sql.files.ignoreCorruptFiles": "false",
    "spark.sql.files.maxRecordsPerFile": "0",
}


def missing() -> str | None:
    """What has to be installed before Spark can run here, in one line; None for nothing."""
    try:
        import pandas
        import pyarrow
        import pyspark
    except ImportError:
        return _NO_PYSPARK
    del pandas, pyarrow, pyspark
    found = _java_version()
    if found is None:
        return _NO_JAVA.format(found=", which is not found")
    return _NO_JAVA.format(found=f", and finds {found}") if found < JAVA else None


def _java_version() -> int | None:
    home = os.environ.get("JAVA_HOME")
    program = str(Path(home, "bin", "java")) if home else shutil.which("java")
    if program is None:
        return None
    try:
        told = subprocess.run([program, "-version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    version = re.search(r'version "(?:1\.)?(\d+)', told.stderr)
    return int(version[1]) if version else None


def settings_of(told: Mapping[str, str], jobs: int) -> dict[str, str]:
    """
    Spark's settings: ours, and over them what was told.

    Without a ``spark.master``, ``jobs`` tasks run at a time on this machine. On this machine
    Spark is not to be spoken to from another one, and its processes find our modules where this
    process does.

    >>> settings_of({}, 2)["spark.master"]
    'local[2]'
    >>> "spark.driver.host" in settings_of({"spark.master": "yarn"}, 2)
    False
    """
    master = told.get("spark.master") or os.environ.get("MASTER") or f"local[{jobs}]"
    here: dict[str, str] = {}
    if _LOCAL.fullmatch(master):
        path = os.pathsep.join(str(Path(place).absolute()) for place in sys.path if place)
        here = {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.pyspark.python": sys.executable,
            "spark.executorEnv.PYTHONPATH": path,
            "spark.sql.shuffle.partitions": str(4 * jobs),
        }
    return {**_SETTINGS, **here, "spark.master": master, **told}


@contextmanager
def session(told: Mapping[str, str], jobs: int) -> Iterator[SparkSession]:
    """
    A session of Spark, ended when the block is left; one that the process has already stays.

    Raises UsageError where PySpark or Java is missing, StoreError where Spark does not start or
    gives up: it names the file with what Spark wrote of itself.
    """
    lacking = missing()
    if lacking:
        raise UsageError(lacking)
    from pyspark.sql import SparkSession

    running = SparkSession.getActiveSession()
    if running is not None:
        with _quiet(), _in_a_line():
            yield running
        return
    handle, log = tempfile.mkstemp(prefix="wangge-spark-", suffix=".log")
    os.close(handle)
    kept = False
    try:
        with _quiet(), _started(settings_of(told, jobs), Path(log)) as started:
            yield started
    except _SparkError as error:
        kept = True
        raise StoreError(f"{error}; more in {log}") from error.__cause__
    finally:
        if not kept:
            Path(log).unlink(missing_ok=True)


class _SparkError(StoreError):
    """Spark or Java raised something."""


@contextmanager
def _quiet() -> Iterator[None]:
    """PySpark warns of versions of pandas, which it wants to be there and does not use for us."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet", FutureWarning)
        yield


@contextmanager
def _in_a_line() -> Iterator[None]:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (Py4JError, PySparkException) as error:
        raise _SparkError(f"Spark gave up: {_said(error)}") from error


@contextmanager
def _started(settings: Mapping[str, str], log: Path) -> Iterator[SparkSession]:
    from pyspark import SparkConf, SparkContext, java_gateway
    from pyspark.sql import SparkSession

    options = f"-Dlog4j2.configurationFile={_LOG4J.as_uri()} -Dwangge.log={log}"
    given = settings.get("spark.driver.extraJavaOptions", "")
    java = {"spark.driver.extraJavaOptions": f"{given} {options}".strip()}
    conf = SparkConf(loadDefaults=False).setAll([*{**settings, **java}.items()])
    with _in_a_line(), log.open("ab") as words:
        launch: Any = java_gateway.launch_gateway
        gateway = launch(conf, {"stdout": words, "stderr": words})
    try:
        with _in_a_line():
            spark = SparkSession(SparkContext(gateway=gateway, conf=conf))
        try:
            with _in_a_line():
                yield spark
        finally:
            with suppress(Exception):  # it may be gone already
                spark.stop()
    finally:
        _forget(gateway)


def _forget(gateway: Any) -> None:
    """End the Java process; another session of this process starts one of its own."""
    from pyspark import SparkContext

    with suppress(Exception):
        gateway.shutdown()
    process = getattr(gateway, "proc", None)
    if process is not None:
        with suppress(OSError):
            process.stdin.close()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    SparkContext._gateway = None
    SparkContext._jvm = None


def _said(error: Exception) -> str:
    """The first cause that an error of Spark or Java tells of, without the names of its classes."""
    java = getattr(error, "java_exception", None)
    try:
        text = str(java.getMessage() if java is not None else error)
    except Exception:  # Java has ended.
        text = "its process has ended"
    causes = re.findall(r"(?:Caused by: |^)(?:[\w.$]+(?:Exception|Error): )?(.+)", text)
    return " ".join((causes[0] if causes else text).split())[:300]
