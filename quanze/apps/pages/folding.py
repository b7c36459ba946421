"""What is the same on every page of a language is joined once, not node by node for every reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.conf import settings
from django.template.base import Node, NodeList, Template, TextNode
from django.template.context import Context
from django.template.defaulttags import IfNode, LoadNode, URLNode
from django.template.loaders import cached
from django.templatetags.static import StaticNode
from django.urls import get_script_prefix
from django.utils.safestring import SafeString

from quanze.apps.pages.language import language


class Loader(cached.Loader):
    """Django's cached loader; each template is folded when it is read."""

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        """A template, folded. Raises TemplateDoesNotExist as the loaders below do."""
        is_new = self.cache_key(template_name, skip) not in self.get_template_cache
        template = super().get_template(template_name, skip)
        if is_new:
            fold(template.nodelist)
        return template


def fold(nodes: NodeList) -> None:
    """Put one node in the place of neighbours that say the same to everybody, here and in all that lies within."""
    for node in nodes:
        for within in _within(node):
            fold(within)
    groups = [(fixed, list(found)) for fixed, found in groupby(nodes, is_fixed)]
    nodes[:] = [node for fixed, found in groups for node in ([Fixed(found)] if fixed and len(found) > 1 else found)]


def is_fixed(node: Node) -> bool:
    """Does it say the same to everybody who reads the language: text, a sentence, an address without variables?"""
    if isinstance(node, URLNode):
        return not node.asvar and not node.kwargs and not any(_varies(each) for each in (node.view_name, *node.args))
    if isinstance(node, StaticNode):
        return not node.varname and not _varies(node.path)
    return isinstance(node, TextNode | LoadNode) or getattr(node, "says_the_same", False)


def _varies(expression: Any) -> bool:
    return bool(expression.is_var or expression.filters)


def _within(node: Node) -> Iterator[NodeList]:
    # An if gives its lists out joined, as a copy.
    if isinstance(node, IfNode):
        yield from (nodes for _, nodes in node.conditions_nodelists)
        return
    for name in node.child_nodelists:
        if (nodes := getattr(node, name, None)) is not None:
            yield nodes


class Fixed(Node):
    """Neighbours joined, once for each language and each place below which the pages are served."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._nodes = tuple(nodes)
        self._texts: dict[tuple[str, str, str], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """The text."""
        key = language(), get_script_prefix(), settings.STATIC_URL
        if key not in self._texts:
            self._texts[key] = SafeString("".join(str(node.render_annotated(context)) for node in self._nodes))
        return self._texts[key]
