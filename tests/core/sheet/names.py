"""Names, titles and citations of the sheet written by hand; names are invented."""

from __future__ import annotations

from quanze.core.determination.result import Cite

TITLES = {
    "WZ2019": {"zh": "《问责条例》（2019）", "en": "Accountability Regulations 2019"},
    "YY2009": {"zh": "《益阳市大案问责办法》（2009）", "en": "Yiyang Big-case Accountability Measure 2009"},
    "CF2023": {"zh": "《纪律处分条例》（2023）", "en": "Discipline Regulations 2023"},
    "CF2018": {"zh": "《纪律处分条例》（2018）", "en": "Discipline Regulations 2018"},
    "JG2019": {"zh": "《监督执纪工作规则》（2019）", "en": "Work Rules on Supervision and Discipline 2019"},
}
OWN_FINDINGS = {"style_slack": {"zh": "作风建设松懈", "en": "slack work style"}}
NAMES = {
    "city": "某市",
    "government": "某市人民政府",
    "bureau": "某市某局",
    "dz": "某市某局党组",
    "head": "党组书记、局长",
    "deputy": "副局长",
    "second": "副局长（分管业务）",
    "clerk": "会计",
    "mayor": "副市长",
    "newpost": "某市政协副主席",
    "p1": "甲某",
    "p2": "乙<某>&",
    "p3": "丙某",
    "p4": "丁某",
    "p5": "戊某",
    "p9": "己某",
    "v1": "挪用公款一案",
}
ART7 = Cite(rulebook="WZ2019", version="2019", article="7", item="8", row="7-8", mark="M+")
ART6 = Cite(rulebook="WZ2019", version="2019", article="6", paragraph="1", row="6-1", mark="Q")
BIG = Cite(rulebook="YY2009", version="2009-06", row="big-city", mark="T")
CF10 = Cite(rulebook="CF2023", version="2024", article="10", paragraph="2", row="10-2")


def text(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}
