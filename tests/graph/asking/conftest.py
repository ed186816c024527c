"""A store of two little pages, asked in all tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.document import Document
from extractors.pipeline import extract
from graph.asking import Asker
from graph.store import open_store

RIVER = """清河县全力防汛

3月5日，清河县招募志愿者120余名。县应急管理局派出抢险队员46名。县长王建国主持召开了防汛工作会议。

柳林镇转移群众320人。青石镇转移群众580人。县红十字会向柳林镇卫生院捐赠棉被600床。

3月8日，县水利局抢修堤坝3处。县住建局关停了云来网吧、金海浴室。防汛应急演练在城关中学举行。

县卫健局将采购血压计80台。会议要求，县交通局要在月底前整改隐患25处。县医院没有收治发热病人。

蓝天救援队救出村民12人，红鹰救援队救出村民9人。
"""

HILL = """云岭县抗旱忙

6月2日，云岭县招募志愿者40名。县水务局打井15眼，向山口乡送水260吨。
"""


@pytest.fixture(scope="session")
def river_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("asked") / "river.kg"
    with open_store(path, "w") as store:
        for name, text in (("river.txt", RIVER), ("hill.txt", HILL)):
            store.replace_document(extract(Document(name, text)))
    return path


@pytest.fixture(scope="session")
def asker(river_store: Path) -> Iterator[Asker]:
    with open_store(river_store) as store:
        yield Asker(store)
