"""{% t "共 {n} 条" "{n} in all" n=total %}: a sentence in both languages, told in the reader's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

# The variable of every page that has its language, "zh" or "en".
LANGUAGE = "language"


class Sentences(Extension):
    """The tag ``t``: two texts in quotes, what is put in (escaped), and ``as name`` to keep it instead."""

    tags = {"t"}  # noqa: RUF012 (Jinja's own form)

    def parse(self, parser: Parser) -> nodes.Node | list[nodes.Node]:
        """The tag as nodes of the template. Raises TemplateSyntaxError unless two texts in quotes stand first."""
        line = next(parser.stream).lineno
        zh, en = (parser.stream.expect("string").value for _ in range(2))
        told = list(_told(parser))
        is_english = nodes.Compare(nodes.Name(LANGUAGE, "load"), [nodes.Operand("eq", nodes.Const("en"))])
        name = _name(parser)
        if not told and not name:
            plain = [nodes.Output([nodes.TemplateData(text)]) for text in (en, zh)]
            return nodes.If(is_english, [plain[0]], [], [plain[1]]).set_lineno(line)
        text: nodes.Expr = nodes.CondExpr(is_english, nodes.Const(en), nodes.Const(zh))
        said = nodes.Call(nodes.Name("format_html", "load"), [text], told, None, None) if told else nodes.MarkSafe(text)
        if name:
            return nodes.Assign(nodes.Name(name, "store"), said).set_lineno(line)
        return nodes.Output([said]).set_lineno(line)


def _told(parser: Parser) -> Iterator[nodes.Keyword]:
    while parser.stream.look().type == "assign":
        key = parser.stream.expect("name").value
        next(parser.stream)
        yield nodes.Keyword(key, _value(parser))


def _value(parser: Parser) -> Any:
    """What stands behind the sign of equality; the next name begins another."""
    return parser.parse_expression(with_condexpr=False)


def _name(parser: Parser) -> str:
    return str(parser.stream.expect("name").value) if parser.stream.skip_if("name:as") else ""
