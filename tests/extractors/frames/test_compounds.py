"""What a verb has within it, what it is itself, and the two figures of a change."""

from __future__ import annotations

import pytest
from rendering import bare

from extractors.document import Document
from extractors.frames.ranking import load_model
from extractors.pipeline import extract

WITHIN = [
    # a noun of one character that the verb ends with
    ("县消防大队给柳林镇送水360吨。", "县消防大队 delivered 水 360吨"),
    ("县供电公司立杆86根。", "县供电公司 repaired 电杆 86根"),
    ("柳林镇设卡12处。", "柳林镇 established 卡点 12处"),
    # a longer one
    ("柳林镇清理积雪900立方米。", "柳林镇 repaired 积雪 900立方米"),
]

ITSELF = [
    # what is imposed is the deed itself, on so many or of so much
    ("县市场监管局罚款5万元。", "县市场监管局 implemented 罚款 50000元"),
    ("县应急管理局约谈12人。", "县应急管理局 implemented 约谈 12人"),
    ("县纪委监委对3名干部给予党纪处分。", "县纪委监委 implemented 党纪处分 3名"),
]

TOLD = [
    # how many a verb before 的有 acts on
    ("柳林镇查出危房90栋，停用的有12栋。", "柳林镇 closed 危房 12栋"),
    ("柳林镇接种疫苗的有1.2万人。", "柳林镇 vaccinated 居民 12000人"),
]

CHANGED = [
    # both figures of a change are told of whoever has the thing
    ("丰收合作社的烘干塔由1座添到3座。", "丰收合作社 has 烘干塔 3座"),
    ("丰收合作社的烘干塔由1座添到3座。", "丰收合作社 has 烘干塔 1座"),
    ("县卫健局把接种点从6个增至19个。", "县卫健局 has 接种点 19个"),
    ("县消防大队由3个中队扩为4个。", "县消防大队 has 中队 4个"),
]

COUNTED = [
    # what describes a noun is counted itself
    ("柳林镇14个村、96个小组的党员都报了名。", "柳林镇 has 小组 96个"),
    # a building counted by its households, not those who live there
    ("柳林镇改造旱厕310户。", "柳林镇 repaired 旱厕 310户"),
    # the figure behind the object counts whom the verb serves
    ("柳林镇卫生院为老人接种加强针86剂次。", "柳林镇卫生院 vaccinated 老人 86剂次"),
    # each of a kind that was counted before
    ("县卫健局编成巡诊队8支，每队配备救护车1辆。", "巡诊队 equippedWith 救护车 1辆"),
    # so much of what the clause before acts on is given to somebody
    ("柳林镇采购退烧药2600盒，免费发给独居老人900盒。", "柳林镇 delivered 退烧药 900盒"),
    # what something cost that has no figure of its own
    ("县财政拿出30万元设立助学金。", "县财政 established 助学金 300000元"),
    # a verb acts on what its entry does not name, too
    ("县防汛指挥部抽调挖掘机9台。", "县防汛指挥部 deployed 挖掘机 9台"),
    # a word that the dictionary has as a noun only
    ("县财政列支救灾经费90万元。", "县财政 delivered 救灾经费 900000元"),
    # whom 给 marks has it now
    ("县卫健局给村卫生室配发血压计90台。", "村卫生室 equippedWith 血压计 90台"),
    # who did it stands behind 的，还有
    ("一起加入救援队的，还有邻村的8名退伍军人。", "退伍军人 memberOf 救援队 8名"),
    # nobody is counted by 张
    ("工作队发放明白卡260张。", "工作队 delivered 明白卡 260张"),
    # those whom a figure alone counts take part
    ("县人社局举办技能培训6期，340人参加。", "人员 participatedIn 技能培训 340人"),
]


SPOKEN_OF = [
    # a figure alone may count the thing, the group or the money that the text speaks of
    ("发热的病人陆续赶来，县中医院接诊41人。", "县中医院 treated 病人 41人"),
    ("运输补助由县财政承担，县财政兑付83.6万元。", "县财政 delivered 运输补助 836000元"),
    ("这样的弃管楼，柳林镇接管27栋。", "柳林镇 responsibleFor 弃管楼 27栋"),
    # a sum that is donated is a donation
    ("村民周立民捐了2000元。", "周立民 donated 捐款 2000元"),
    # a state of one's earnings
    ("县供销社进账46万元。", "县供销社 has 进账 460000元"),
    # so many teams
    ("柳林镇把民兵编成9队。", "柳林镇 established 队伍 9队"),
]


@pytest.mark.parametrize(
    ("text", "expected"), [*SPOKEN_OF, *WITHIN, *ITSELF, *TOLD, *CHANGED, *COUNTED]
)
def test_what_is_read(text: str, expected: str) -> None:
    """Among all readings is the one that a careful reader takes."""
    everything = load_model().from_confidence(0.0)
    found = extract(Document("page.txt", text), everything)
    assert expected in {bare(fact) for fact in found.facts}
