"""The yearly notices on holidays and make-up working days, as dated data.

Each row is one notice of the General Office of the State Council (国务院办公厅关于…部分节假日安排的通知).
A later notice prevails over an earlier one on the same day (2019 Labour Day, 2020 Spring Festival).
To enter a new year, add its row here; deadlines in that year then count as announced.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice: the year it arranges, its number and day of issue, days of rest and make-up working days.

    ``rest`` and ``work`` list days or inclusive spans "first/last", separated by blanks.
    """

    year: int
    number: str
    issued_on: date
    rest: str
    work: str


NOTICES: tuple[Notice, ...] = (
    Notice(
        2019,
        "国办发明电〔2018〕15号",
        date(2018, 12, 4),
        "2018-12-30/2019-01-01 2019-02-04/2019-02-10 2019-04-05 2019-05-01 2019-06-07 2019-09-13 2019-10-01/2019-10-07",
        "2018-12-29 2019-02-02 2019-02-03 2019-09-29 2019-10-12",
    ),
    Notice(
        2019,
        "国办发明电〔2019〕3号",
        date(2019, 3, 22),
        "2019-05-01/2019-05-04",
        "2019-04-28 2019-05-05",
    ),
    Notice(
        2020,
        "国办发明电〔2019〕16号",
        date(2019, 11, 21),
        "2020-01-01 2020-01-24/2020-01-30 2020-04-04/2020-04-06 2020-05-01/2020-05-05 2020-06-25/2020-06-27 "
        "2020-10-01/2020-10-08",
        "2020-01-19 2020-02-01 2020-04-26 2020-05-09 2020-06-28 2020-09-27 2020-10-10",
    ),
    Notice(
        2020,
        "国办发明电〔2020〕1号",
        date(2020, 1, 26),
        "2020-01-31/2020-02-02",
        "",
    ),
    Notice(
        2021,
        "国办发明电〔2020〕27号",
        date(2020, 11, 25),
        "2021-01-01/2021-01-03 2021-02-11/2021-02-17 2021-04-03/2021-04-05 2021-05-01/2021-05-05 "
        "2021-06-12/2021-06-14 2021-09-19/2021-09-21 2021-10-01/2021-10-07",
        "2021-02-07 2021-02-20 2021-04-25 2021-05-08 2021-09-18 2021-09-26 2021-10-09",
    ),
    Notice(
        2022,
        "国办发明电〔2021〕11号",
        date(2021, 10, 25),
        "2022-01-01/2022-01-03 2022-01-31/2022-02-06 2022-04-03/2022-04-05 2022-04-30/2022-05-04 "
        "2022-06-03/2022-06-05 2022-09-10/2022-09-12 2022-10-01/2022-10-07",
        "2022-01-29 2022-01-30 2022-04-02 2022-04-24 2022-05-07 2022-10-08 2022-10-09",
    ),
    Notice(
        2023,
        "国办发明电〔2022〕16号",
        date(2022, 12, 8),
        "2022-12-31/2023-01-02 2023-01-21/2023-01-27 2023-04-05 2023-04-29/2023-05-03 2023-06-22/2023-06-24 "
        "2023-09-29/2023-10-06",
        "2023-01-28 2023-01-29 2023-04-23 2023-05-06 2023-06-25 2023-10-07 2023-10-08",
    ),
    Notice(
        2024,
        "国办发明电〔2023〕7号",
        date(2023, 10, 25),
        "2024-01-01 2024-02-10/2024-02-17 2024-04-04/2024-04-06 2024-05-01/2024-05-05 2024-06-10 "
        "2024-09-15/2024-09-17 2024-10-01/2024-10-07",
        "2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12",
    ),
    Notice(
        2025,
        "国办发明电〔2024〕12号",
        date(2024, 11, 12),
        "2025-01-01 2025-01-28/2025-02-04 2025-04-04/2025-04-06 2025-05-01/2025-05-05 2025-05-31/2025-06-02 "
        "2025-10-01/2025-10-08",
        "2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11",
    ),
    Notice(
        2026,
        "国办发明电〔2025〕7号",
        date(2025, 11, 4),
        "2026-01-01/2026-01-03 2026-02-15/2026-02-23 2026-04-04/2026-04-06 2026-05-01/2026-05-05 "
        "2026-06-19/2026-06-21 2026-09-25/2026-09-27 2026-10-01/2026-10-07",
        "2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10",
    ),
)


def arranged_days(notices: tuple[Notice, ...]) -> dict[date, bool]:
    """Every day the notices name: True for a make-up working day, False for rest; the latest notice prevails."""
    arranged: dict[date, bool] = {}
    for notice in sorted(notices, key=lambda each: each.issued_on):
        arranged |= dict.fromkeys(_days(notice.rest), False)
        arranged |= dict.fromkeys(_days(notice.work), True)
    return arranged


def _days(spans: str) -> Iterator[date]:
    for span in spans.split():
        first, _, last = span.partition("/")
        start = date.fromisoformat(first)
        length = date.fromisoformat(last or first) - start
        yield from (start + timedelta(days=number) for number in range(length.days + 1))
