"""English lines begin with a capital letter; labels of the field are written without."""

from __future__ import annotations

from quanze.core.sheet.blocks import Ask, Asks, Block, Fold, Para, Part, Points, Table


def capitalised(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The same parts, every heading, sentence and cell led by a capital."""
    return tuple(
        Part(
            part.key, capital(part.title), tuple(sentence_case(block) for block in part.blocks), capitalised(part.parts)
        )
        for part in parts
    )


def capital(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def sentence_case(block: Block) -> Block:
    """The same block, every sentence and cell led by a capital."""
    match block:
        case Para():
            return Para(capital(block.text), block.tone)
        case Points():
            return Points(block.lead, _all(block.items), block.opens)
        case Fold():
            return Fold(block.lead, _all(block.items))
        case Table():
            return Table(block.caption, block.head, tuple(_all(row) for row in block.rows))
        case Asks():
            return Asks(tuple(Ask(capital(item.text), item.notes, item.answer) for item in block.items))


def _all(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(capital(text) for text in texts)
