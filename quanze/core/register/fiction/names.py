"""Invented names of persons and places, put together from common characters."""

from __future__ import annotations

from random import Random

_SINGLE = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
SURNAMES: tuple[str, ...] = (*_SINGLE, "欧阳", "上官", "司马", "诸葛")
GIVEN: tuple[str, ...] = tuple(
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志文辉力斌波宁浩宇凯健"
    "俊帆雪琳晨岚峰岩松柏青山川河海云石林森远达成思齐若谦正清廉和安康宏毅德义礼信诚博"
    "雅慧颖婷晓燕春秋冬夏亮光新民生"
)
FIRST_OF_PLACE = tuple("青安永长新福德兴清云龙石白金玉平东西南北双大广怀义")
SECOND_OF_PLACE = tuple("溪山河湾桥塘坪冲岭湖泉岩潭渡源林田坡洲堂")


def person_name(rng: Random) -> str:
    """An invented name: a common surname with one or, mostly, two given characters."""
    return rng.choice(SURNAMES) + "".join(rng.choices(GIVEN, k=rng.choice((1, 2, 2, 2))))


def place_names(rng: Random) -> list[str]:
    """All invented place names of two characters, each once, in an order of chance."""
    names = [first + second for first in FIRST_OF_PLACE for second in SECOND_OF_PLACE]
    rng.shuffle(names)
    return names
