"""Identity: the IRIs of things, the same on every machine and in every run."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

BASE = "https://w3id.org/wangge/id/"

_HAN = re.compile("[\u4e00-\u9fff]+")
_UNSAFE = re.compile(r"[^\w]+")
_LONGEST = 40


@lru_cache(maxsize=1 << 14)
def entity_iri(kind: str, name: str, scope: str = "", adcode: str = "", base: str = BASE) -> str:
    """
    The IRI of an entity: its name in pinyin, and its national code or a digest.

    ``scope`` is the IRI of the unit within which the name means one thing: 志愿者 of one district
    are not those of another.

    >>> entity_iri("AdministrativeArea", "清河县", adcode="130534")
    'https://w3id.org/wangge/id/qīnghéxiàn-130534'
    """
    if adcode:
        return f"{base}{slug(name)}-{adcode}"
    digest = hashlib.sha256("\x1f".join((kind, name, scope)).encode()).hexdigest()[:10]
    return f"{base}{slug(name)}-{digest}"


@lru_cache(maxsize=1 << 14)
def slug(name: str) -> str:
    """
    The name as a path segment: pinyin with tones for Chinese, letters and digits kept.

    >>> slug("84消毒液")
    '84xiāodúyè'
    """
    from pypinyin import lazy_pinyin
    from pypinyin.constants import Style

    spelt = "".join(lazy_pinyin(name, style=Style.TONE, errors=_other))
    return _UNSAFE.sub("-", spelt).strip("-")[:_LONGEST].strip("-") or "x"


def _other(text: str) -> str:
    return _UNSAFE.sub("-", text.casefold())
