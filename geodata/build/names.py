"""Romanised names: pinyin by syllable, and the English name in the official style."""

from __future__ import annotations

from collections.abc import Mapping

from pypinyin import lazy_pinyin, load_phrases_dict

TYPES = ("民族乡", "街道", "地区", "省", "市", "区", "县", "镇", "乡")
PEOPLES = ("畲族",)


def learn(readings: Mapping[str, str]) -> None:
    """Teach local readings that a dictionary gets wrong (乐清 is yue qing, 峃 is xue)."""
    load_phrases_dict({text: [[syllable] for syllable in reading.split()] for text, reading in readings.items()})


def pinyin(name: str) -> str:
    """Syllables of the full name without tones: 鳌江镇 → ``ao jiang zhen``."""
    return " ".join(lazy_pinyin(name))


def stem(name: str) -> str:
    """The proper name without its type and people: 青街畲族乡 → 青街. A bare type keeps its name."""
    for suffix in TYPES + PEOPLES:
        if name.endswith(suffix) and len(name) - len(suffix) > 1:
            return stem(name.removesuffix(suffix)) if suffix in {"乡", "镇"} else name.removesuffix(suffix)
    return name


def english(name: str) -> str:
    """The official style for a place: its stem in one capitalised word, 鳌江镇 → Aojiang, 瑞安市 → Rui'an."""
    first, *others = lazy_pinyin(stem(name))
    return first.capitalize() + "".join(f"'{part}" if part[0] in "aoe" else part for part in others)
