"""One cluster of Spark for all tests of a run, with its workers in processes of their own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.spark.session import missing, session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
SETTINGS = {
    "spark.master": "local-cluster[2,1,1024]",
    "spark.sql.shuffle.partitions": "2",
    # What Java wins by compiling longer is lost again in a minute.
    "spark.driver.extraJavaOptions": QUICK,
    "spark.executor.extraJavaOptions": QUICK,
    # Small parts and files, so that a few pages are many of them.
    "spark.wangge.partBytes": "17000",
    "spark.wangge.fileBytes": "3000000",
}


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    lacking = missing()
    if lacking:
        pytest.skip(lacking)
    import pyspark

    # The workers of such a cluster write below Spark's home, which is to stay as it was installed.
    home = tmp_path_factory.mktemp("spark")
    for each in Path(pyspark.__file__).parent.iterdir():
        (home / each.name).symlink_to(each)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_HOME", str(home))
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        # Another library of the tests puts an empty module there, and Spark looks for the package.
        for name in ("matplotlib", "matplotlib.pyplot"):
            if getattr(sys.modules.get(name), "__spec__", None) is None:
                patch.delitem(sys.modules, name, raising=False)
        with session(SETTINGS, os.cpu_count() or 1) as started:
            yield started
