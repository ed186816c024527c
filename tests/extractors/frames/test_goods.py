"""Goods: given, handed out, bought and provided."""

from __future__ import annotations

import pytest
from rendering import core, relations, rows

GIVES = {
    "donated": [
        ("县红十字会捐赠棉被500床。", "县红十字会 donated 棉被 500床"),
        ("县红十字会向白沙乡捐赠棉被500床。", "县红十字会 donated 棉被 500床"),
        ("企业家李海生捐赠口罩2万只。", "李海生 donated 口罩 20000只"),
        ("爱心企业大江食品有限公司捐赠方便面200箱。", "大江食品有限公司 donated 方便面 200箱"),
        ("县慈善总会捐赠衣物300件、食品200箱。", "县慈善总会 donated 食品 200箱"),
        ("县工商联向灾区捐款120万元。", "县工商联 donated 捐款 1200000元"),
    ],
    "delivered": [
        ("白沙乡向受灾群众发放棉被300床。", "白沙乡 delivered 棉被 300床"),
        ("县民政局发放棉被800床、棉衣600件。", "县民政局 delivered 棉衣 600件"),
        ("县民政局将800床棉被发放给受灾群众。", "县民政局 delivered 棉被 800床"),
        ("县民政局把200袋大米送到受灾群众手中。", "县民政局 delivered 大米 200袋"),
        ("棉被由县民政局发放。", "县民政局 delivered 棉被"),
    ],
    "purchased": [
        ("白沙乡购置抽水泵15台。", "白沙乡 purchased 抽水泵 15台"),
        ("县财政局采购发电机20台。", "县财政局 purchased 发电机 20台"),
        ("县应急管理局采购冲锋舟12艘、救生衣300件。", "县应急管理局 purchased 救生衣 300件"),
    ],
    "equippedWith": [
        ("白沙乡卫生院配备救护车3辆。", "白沙乡卫生院 equippedWith 救护车 3辆"),
        ("县消防救援大队配备无人机4架。", "县消防救援大队 equippedWith 无人机 4架"),
    ],
}

SILENT = {
    "donated": ["收到的捐赠物资已入库。", "捐赠证书挂在墙上。"],
    "delivered": ["发放仪式简短而隆重。", "送货车停在门口。"],
    "purchased": ["采购价格公开透明。", "购物中心人来人往。"],
    "equippedWith": ["装备精良的队伍令人羡慕。", "配置参数见附表。"],
}


@pytest.mark.parametrize(("relation", "text", "expected"), rows(GIVES))
def test_what_goods_change_hands(relation: str, text: str, expected: str) -> None:
    """The giver or buyer, the goods, and how many; each item of a list with its own figure."""
    assert f" {relation} " in expected
    assert expected in core(text)


@pytest.mark.parametrize(("relation", "text"), rows(SILENT))
def test_the_word_alone_moves_no_goods(relation: str, text: str) -> None:
    """Goods that have arrived tell no giver; a price is not a purchase."""
    assert relation not in relations(text)
