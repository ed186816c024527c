"""What the command says, in Chinese and in English."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

LANGUAGES = ("zh", "en")
MESSAGES = Path(__file__).with_name("messages.toml")
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(frozen=True, slots=True)
class Say:
    """The messages in one language: ``say(key, name=value)`` gives the text."""

    language: str

    def __call__(self, key: str, /, **values: object) -> str:
        """The message ``key`` with the values set in; a KeyError where there is no such key."""
        return read_messages()[key][self.language].format(**values)


@cache
def read_messages() -> dict[str, dict[str, str]]:
    """Every message: its key, then its language, then its text."""
    messages: dict[str, dict[str, str]] = tomllib.loads(MESSAGES.read_text(encoding="utf-8"))
    return messages


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """
    The language asked for with ``--lang``, else that of the locale, else English.

    >>> choose_language(["--lang", "zh", "build"], {"LANG": "en_GB.UTF-8"})
    'zh'
    >>> choose_language(["build"], {"LC_ALL": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"})
    'zh'
    >>> choose_language(["build"], {"LANG": "fr_FR.UTF-8"})
    'en'
    """
    for option, value in pairwise([*arguments, ""]):
        name, _, joined = option.partition("=")
        asked = joined or value
        if name == "--lang" and asked in LANGUAGES:
            return asked
    locale = next((environment[name] for name in LOCALE_VARIABLES if environment.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"
