"""``extract --trace``: what each stage made of a sentence, for whoever writes rules."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from graph.cli.group import command_line

PAGE = "7月12日，青石镇组织抢险队员加高河堤1.2公里。县长周立民到场检查。"


def trace(text: str, *options: str, language: str = "en") -> str:
    result = CliRunner().invoke(
        command_line(language), ["extract", "-", "--trace", *options], input=text
    )
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def test_every_stage_is_shown():
    shown = trace(PAGE, "--domain", "flood")
    for stage in (
        "── sentence 1 · article 1 · paragraph\n",  # the layout
        "7月12日/TIME",  # the words
        "clause 2  [青石镇] 组织 [抢险队员] 加高 [河堤 1.2公里] 。",
        "抢险队员  PopulationGroup",  # the mentions
        "青石镇 reinforced 河堤 1.2公里",  # the readings
        "flood.ttl:",  # where the trigger stands
        "lost to: 青石镇 reinforced",  # why another lost
        "nothing here fits as its object",  # why a trigger gave no reading
        "guess=",  # what weighed
    ):
        assert stage in shown


def test_a_sentence_is_chosen_by_number_or_by_its_text():
    assert trace(PAGE, "--sentence", "2").startswith("── sentence 2 · ")
    assert trace(PAGE, "--sentence", "周立民") == trace(PAGE, "--sentence", "2")
    assert trace(PAGE, "--sentence", "3") == ""


def test_the_threshold_is_the_one_asked_for():
    assert "below 0.99" in trace("青石镇检查商铺12家。", "--min-confidence", "0.99")


def test_the_headings_are_in_the_language_of_the_command():
    shown = trace(PAGE, language="zh")
    assert shown.startswith("── 第 1 句 · 第 1 篇 · paragraph\n")
    assert "没有读法的原因" in shown


def test_a_sentence_without_triggers_has_words_and_nothing_to_weigh():
    shown = trace("天很蓝。")
    assert "很" in shown
    assert "confidence" not in shown


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--trace", "--format", "jsonl"), "--trace prints tables"),
        (("--sentence", "1"), "--sentence goes with --trace"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(options, said):
    result = CliRunner().invoke(command_line("en"), ["extract", "-", *options], input=PAGE)
    assert result.exit_code == 2
    assert said in result.stderr
