"""Names of areas (GB/T 2260): the provinces, and the places whose own rules are at hand with what contains them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from quanze.core.words.label import Label

NATION = "000000"
AREAS: Mapping[str, Label] = {
    NATION: Label("全国", "the whole nation"),
    "110000": Label("北京市", "Beijing"),
    "120000": Label("天津市", "Tianjin"),
    "130000": Label("河北省", "Hebei"),
    "131100": Label("衡水市", "Hengshui"),
    "140000": Label("山西省", "Shanxi"),
    "150000": Label("内蒙古自治区", "Inner Mongolia"),
    "210000": Label("辽宁省", "Liaoning"),
    "220000": Label("吉林省", "Jilin"),
    "230000": Label("黑龙江省", "Heilongjiang"),
    "310000": Label("上海市", "Shanghai"),
    "320000": Label("江苏省", "Jiangsu"),
    "320600": Label("南通市", "Nantong"),
    "320683": Label("通州市（今南通市通州区）", "Tongzhou (now a district of Nantong)"),
    "330000": Label("浙江省", "Zhejiang"),
    "340000": Label("安徽省", "Anhui"),
    "350000": Label("福建省", "Fujian"),
    "360000": Label("江西省", "Jiangxi"),
    "370000": Label("山东省", "Shandong"),
    "410000": Label("河南省", "Henan"),
    "420000": Label("湖北省", "Hubei"),
    "430000": Label("湖南省", "Hunan"),
    "430900": Label("益阳市", "Yiyang"),
    "431300": Label("娄底市", "Loudi"),
    "440000": Label("广东省", "Guangdong"),
    "450000": Label("广西壮族自治区", "Guangxi"),
    "460000": Label("海南省", "Hainan"),
    "500000": Label("重庆市", "Chongqing"),
    "510000": Label("四川省", "Sichuan"),
    "520000": Label("贵州省", "Guizhou"),
    "530000": Label("云南省", "Yunnan"),
    "530100": Label("昆明市", "Kunming"),
    "533100": Label("德宏州", "Dehong"),
    "540000": Label("西藏自治区", "Tibet"),
    "610000": Label("陕西省", "Shaanxi"),
    "610700": Label("汉中市", "Hanzhong"),
    "610800": Label("榆林市", "Yulin"),
    "610881": Label("神木市", "Shenmu"),
    "620000": Label("甘肃省", "Gansu"),
    "630000": Label("青海省", "Qinghai"),
    "640000": Label("宁夏回族自治区", "Ningxia"),
    "650000": Label("新疆维吾尔自治区", "Xinjiang"),
    "710000": Label("台湾省", "Taiwan"),
    "810000": Label("香港特别行政区", "Hong Kong"),
    "820000": Label("澳门特别行政区", "Macao"),
}


class Area(NamedTuple):
    """A code of six digits with its name ("" where it is not among those known here)."""

    code: str
    name: Label


def around(code: str) -> list[Area]:
    """An area and all that contain it, the widest first: 000000, 430000, 430900, 430922."""
    return [Area(wide, AREAS.get(wide, Label("", ""))) for wide in dict.fromkeys(_wider(code))]


def is_known(code: str) -> bool:
    """True for the nation and for what lies in a province of GB/T 2260; the places within one are not all named here."""
    return f"{code[:2]}0000" in AREAS


def area_text(code: str, lang: str) -> str:
    """The name of an area with its code; of one that is not named here, what it lies in."""
    if not is_known(code):
        return f"{code}（不是已知的行政区划代码）" if lang == "zh" else f"{code} (no known area code)"
    if code in AREAS:
        return AREAS[code].text(lang) if code == NATION else f"{AREAS[code].text(lang)} {code}"
    within = next((area.name.text(lang) for area in reversed(around(code)) if area.name.zh), "")
    return f"{code}（在{within}境内）" if lang == "zh" else f"{code} (within {within})"


def _wider(code: str) -> Iterator[str]:
    yield NATION
    for kept in (2, 4, 6):
        yield code[:kept].ljust(6, "0")
