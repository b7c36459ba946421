"""What stands around the picture of the chain, on the page and on paper: its title and what its lines mean."""

from __future__ import annotations

from quanze.core.sheet.reader import Reader


def chain_title(read: Reader) -> str:
    """The heading over the picture."""
    return read.say("责任链条图", "The chain as a picture")


def legend(read: Reader) -> str:
    """What the kinds of boxes say; nothing is told by colour alone."""
    return read.say(
        "实线红框：可能的责任主体；虚线红框：代理任职；灰底：不承担责任，框内写明理由；点线框：待核查的上级；"
        "细线框：转由其他程序处理的人员。层级自下而上。框内放不下的文字见下表。",
        "Solid red box: a party that may have to answer; dashed: acting in the post; grey: not responsible, with the "
        "reason; dotted: a superior to check; thin grey box: dealt with elsewhere. Levels rise from the bottom. "
        "What does not fit into a box stands in the table below.",
    )
