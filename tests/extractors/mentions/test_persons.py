"""Names of persons: behind titles and roles, before verbs of speech, masked, dotted, known."""

from __future__ import annotations

import pytest
from rendering import chunks, extraction, gap, names

from extractors.mentions.names import merge_persons
from extractors.mentions.persons import PERSON
from extractors.tokens import tokenize
from ontology.lexicon import Lexicon

NAMES = [
    ("县长周立民带队检查。", ["周立民"]),
    ("镇长周涛说，水退了。", ["周涛"]),
    ("副县长欧阳明到场。", ["欧阳明"]),
    ("镇长司马俊峰介绍。", ["司马俊峰"]),
    ("社区书记诸葛文清每天巡查。", ["诸葛文清"]),
    ("村支书马强带头清雪。", ["马强"]),
    ("队员江河水冲在前面。", ["江河水"]),
    ("主任高山走访农户。", ["高山"]),
    ("民警金星抓获嫌疑人。", ["金星"]),
    ("职工于洋参加比赛。", ["于洋"]),
    ("村民任建国家里进水。", ["任建国"]),
    ("时任县长周立民说。", ["周立民"]),
    ("企业家李海生捐赠口罩2万只。", ["李海生"]),
    ("周立民说，水退了。", ["周立民"]),
    ("吴桂兰是村党支部书记。", ["吴桂兰"]),
    ("护士陈秀英、刘芳报名参战。", ["陈秀英", "刘芳"]),
    ("县委书记周立民、县长李海生到青石镇检查。", ["周立民", "李海生"]),
    ("局长万里表示，水已退去。", ["万里"]),
    ("名叫何小雨的女孩得救了。", ["何小雨"]),
    ("老人王福来今年86岁。", ["王福来"]),
]

MASKED = [
    ("记者采访了王某。", ["王某"]),
    ("村民张某某被救出。", ["张某某"]),
    ("陈女士捐款2万元。", ["陈女士"]),
    ("李大爷说，房子修好了。", ["李大爷"]),
    ("志愿者小蒋每天送水。", ["小蒋"]),
    ("网格员老赵走访居民。", ["老赵"]),
    ("嫌疑人刘某甲已被抓获。", ["刘某甲"]),
]

DOTTED = [
    ("书记阿依古丽·买买提入户。", ["阿依古丽·买买提"]),
    ("县长扎西·多吉走访牧民。", ["扎西·多吉"]),
    ("支教老师卓玛·才让回到学校。", ["卓玛·才让"]),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_a_name_beside_a_title_or_a_verb_of_speech(text: str, expected: list[str]) -> None:
    """Two to four characters behind a title or a role, or before what a person does."""
    assert names(text, "Person") == expected


@pytest.mark.parametrize(("text", "expected"), MASKED)
def test_names_that_hide_or_shorten(text: str, expected: list[str]) -> None:
    """某, a form of address, or 小 and 老 with a surname stand for a name."""
    assert names(text, "Person") == expected


@pytest.mark.parametrize(("text", "expected"), DOTTED)
def test_names_with_a_dot(text: str, expected: list[str]) -> None:
    """A dot joins the parts of one name, and the title before it is no part."""
    assert names(text, "Person") == expected


ORDINARY = [
    "严格落实责任。",
    "干部任务繁重。",
    "党员严守岗位。",
    "干部高度重视。",
    "村民积极响应。",
    "居民安全转移。",
    "群众安居乐业。",
    "干部连续奋战。",
    "工人常年在外。",
    "学生全部返校。",
    "医生成功救治伤员。",
    gap("市民文明出行。", why="文明 looks like a name, and no word beside it speaks against it"),
    "周边群众安全撤离。",
    "方便群众办事。",
    "高度重视防汛工作。",
    "温室大棚受损。",
    "干部和群众一起扫雪。",
    "一位姓张的老人被救出。",
    "队员马上出发。",
    "书记带头上堤。",
    "志愿者于凌晨到岗。",
    "主任和队员一同到场。",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_a_surname_at_the_head_of_a_word_makes_no_name(text: str) -> None:
    """严格, 任务, 高度, 安全, 马上: the words begin like names and are none."""
    assert names(text, "Person") == []


def test_a_name_met_before_needs_no_title() -> None:
    """Whom the article has named is known again wherever the name stands."""
    bare = [each.mention for each in chunks("随后周立民到松坪村。", known=["周立民"])]
    assert "周立民" in [mention.text for mention in bare if mention and mention.type == "Person"]


def test_a_name_is_known_in_later_paragraphs() -> None:
    """The second paragraph has no title beside the name."""
    text = "县长周立民前往白沙乡。\n　　当天下午，周立民走访群众850户。\n"
    found = [each.text for each in extraction(text).mentions if each.type == "Person"]
    assert found == ["周立民", "周立民"]


def test_a_person_token_replaces_its_parts(lexicon: Lexicon) -> None:
    """Tokens are merged and nothing is lost: they still spell the sentence."""
    text = "副县长李海生和队长伍家辉查险"
    found = merge_persons(tokenize(text, lexicon), lexicon)
    assert "".join(token.text for token in found) == text
    assert [token.text for token in found if token.tag == PERSON] == ["李海生", "伍家辉"]
