"""Citations in official form: 《…》第七条第（八）项; art. 7 item 8."""

from __future__ import annotations

from datetime import date

from quanze.core.determination.result import Cite
from quanze.core.rulebook.models import Place
from quanze.core.sheet.numerals import chinese
from quanze.core.sheet.reader import Reader


def cited(cite: Cite | None, reader: Reader, *, remarks: bool = True) -> str:
    """The full citation of a place in a rulebook; what is not at hand is said, never invented.

    ``remarks=False`` names the place alone, where its remarks stand elsewhere on the sheet.
    """
    if cite is None or not cite.rulebook:
        return ""
    place = _placed(cite, reader) if cite.article else title(cite.rulebook, reader)
    return place + _remarks(cite, reader) if remarks else place


def row_cited(rulebook: str, place: Place, reader: Reader, *, mark: str = "T", remarks: bool = True) -> str:
    """The full citation of a row of a rulebook, whatever its version."""
    cite = Cite(
        rulebook=rulebook, version="", article=place.article, paragraph=place.paragraph, item=place.item, mark=mark
    )
    return cited(cite, reader, remarks=remarks)


def title(rulebook: str, reader: Reader) -> str:
    """The short title of a rulebook; its id where no title is known."""
    return reader.text(reader.titles.get(rulebook)) or reader.names.get(rulebook, rulebook)


def version_text(version: str, reader: Reader) -> str:
    """Which version of a rulebook: named by the day or month since which it is in force."""
    year, *rest = version.split("-")
    if not rest or not all(part.isdecimal() for part in (year, *rest)):
        return reader.say(f"版本 {version}", f"version {version}")
    day = reader.say(f"{year}年{int(rest[0])}月", version)
    if len(rest) == 2:
        day = reader.day(date.fromisoformat(version))
    return reader.say(f"{day}起施行的文本", f"text in force since {day}")


def in_brackets(cite: Cite | None, reader: Reader) -> str:
    """The citation in brackets after a sentence; "" if there is none."""
    return bracketed(cited(cite, reader), reader)


def bracketed(text: str, reader: Reader) -> str:
    """The text in brackets; "" if there is none."""
    return reader.say(f"（{text}）", f" ({text})") if text else ""


def _placed(cite: Cite, reader: Reader) -> str:
    if reader.lang == "zh":
        place = _zh(cite.article, "第{}条") + _zh(cite.paragraph, "第{}款") + _zh(cite.item, "第（{}）项")
        return title(cite.rulebook, reader) + place
    parts = [f"art. {cite.article}"]
    parts += [f"para. {cite.paragraph}"] if cite.paragraph else []
    parts += [f"item {cite.item}"] if cite.item else []
    return f"{title(cite.rulebook, reader)}, {' '.join(parts)}"


def _zh(number: str | None, form: str) -> str:
    """第七条; an inserted article 22-1 is 第二十二条之一; what is no number stays as printed."""
    if not number:
        return ""
    head, _, tail = str(number).partition("-")
    text = form.format(chinese(int(head)) if head.isdecimal() else head)
    return f"{text}之{chinese(int(tail)) if tail.isdecimal() else tail}" if tail else text


def _remarks(cite: Cite, reader: Reader) -> str:
    remarks = [] if cite.article else [reader.say("条号未备", "article number not at hand")]
    if cite.mark in ("M", "M+"):
        remarks.append(reader.word("mark", cite.mark))
    text = reader.listed(remarks, by=("，", "; "))
    return reader.say(f"〔{text}〕", f" [{text}]") if text else ""
