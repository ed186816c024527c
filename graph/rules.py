"""The names of rules in words: what ``verb:left-right`` means."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

# What is left out of a name: how the object was counted, which the fact itself tells.
COUNTED = re.compile("(_(people|ellipsis|money|problems|described|alone|spoken|served))+$")
_GLOSSARY = Path(__file__).with_name("rules.toml")


def in_words(rule: str, language: str = "zh") -> str:
    """
    What a rule's name says, in Chinese or in English; nothing for a name that nobody has told.

    >>> in_words("verb:left-right", "en")
    'a verb; the subject stands left of the verb; the object stands right of the verb'
    >>> in_words("verb:left-right_people", "en") == in_words("verb:left-right", "en")
    True
    >>> in_words("speech:after")
    '引语在前，说话者在后'
    >>> in_words("agent_takes_in_group")
    ''
    """
    glossary = _glossary()
    if rule in glossary["rule"]:
        return glossary["rule"][rule][language]
    name, _, sources = rule.partition(":")
    subject, _, object_ = sources.partition("-")
    if object_ not in glossary["object"]:
        object_ = COUNTED.sub("", object_)
    known = [
        glossary[part][key][language]
        for part, key in (("rule", name), ("subject", subject), ("object", object_))
        if key in glossary[part]
    ]
    joint = "；" if language == "zh" else "; "
    return joint.join(filter(None, known))


@cache
def _glossary() -> dict[str, dict[str, dict[str, str]]]:
    table: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
        _GLOSSARY.read_text(encoding="utf-8")
    )
    return table
