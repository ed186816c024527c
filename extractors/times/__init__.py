"""Times: finding them, and telling which day they mean from the article around them."""

from extractors.times.context import TimeContext, resolve_time
from extractors.times.mentions import TimeMention, find_times
from extractors.times.reading import Dated, read_times, time_at

__all__ = [
    "Dated",
    "TimeContext",
    "TimeMention",
    "find_times",
    "read_times",
    "resolve_time",
    "time_at",
]
