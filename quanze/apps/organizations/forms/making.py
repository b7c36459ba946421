"""A verb's form: Django fields from what the table of verbs asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from django import forms

from quanze.apps.organizations.forms.asks import NO_HELP, Ask, words_of
from quanze.apps.organizations.forms.filling import Choices
from quanze.apps.organizations.forms.verbs import Verb
from quanze.apps.organizations.selectors.names import Names
from quanze.apps.pages.language import language, said
from quanze.core.refusals import Refusal

CODE, TEXT, WHY, LINES, CODES = 64, 200, 500, 4000, 2000
PICKED = {"unit": "unit", "organ": "unit", "post": "post", "person": "person"}
BECAUSE = "because"
_BETWEEN = re.compile(r"[\s,，、;；]+")
# Where a refusal speaks of a row's field that the form asks under another name.
_ALSO = {
    "post": ("to_post",), "starts_on": ("on",), "ends_before": ("until", "on"), "organization": ("unit",),
    "rank": ("to_post", "on"), "unit": ("units",), "organizations": ("id", "into", "new_id"), "posts": ("id",),
    "people": ("id",), "bodies": ("id",),
}  # fmt: skip


# Refusals about a row as a whole that one field mends.
_OF_CODES = {
    "seat_overfilled": ("to_post", "post"), "two_heads": ("to_post", "post"), "doubled_id": ("id", "new_id", "into"),
    "bad_code": ("id", "new_id", "into"),
}  # fmt: skip


class CodesField(forms.CharField):
    """Several codes; becomes a tuple of them, each once."""

    def prepare_value(self, value: Any) -> Any:
        """As one line of text."""
        return "、".join(value) if isinstance(value, tuple | list) else value

    def clean(self, value: Any) -> tuple[str, ...]:
        """The codes in their order."""
        return tuple(dict.fromkeys(each for each in _BETWEEN.split(super().clean(value)) if each))


class LinesField(forms.CharField):
    """Code and name on each line; becomes a tuple of pairs."""

    def clean(self, value: Any) -> tuple[tuple[str, str], ...]:
        """The pairs; a line without a name is an error that names the line."""
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        pairs = [tuple(re.split(r"[\s,，、]+", line, maxsplit=1)) for line in lines]
        for number, pair in enumerate(pairs, 1):
            if len(pair) != 2:
                raise forms.ValidationError(
                    said(
                        f"第 {number} 行缺少名称，请写作“编号 名称”",
                        f"line {number} lacks a name: write code, then name",
                    )
                )
        return tuple((code, name) for code, name in pairs)


class VerbForm(forms.Form):
    """The fields of one verb, and why it is done."""

    def __init__(self, verb: Verb, choices: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verb = verb
        for each in verb.asks:
            self.fields[each.name] = _field(each, choices.get(each.name))
        self.fields[BECAUSE] = _because(verb.needs_reason)

    def tell(self, refusal: Refusal) -> None:
        """Put a refusal at the field it speaks of."""
        place = re.sub(r"\[\d+\]", "", refusal.where).rpartition(".")[2]
        places = (*_OF_CODES.get(refusal.code, ()), place, *_ALSO.get(place, ()))
        fits = [name for name in places if name in self.fields]
        self.add_error(fits[0] if fits else None, said(refusal.zh, refusal.en))

    def shown(self, names: Names) -> list[Shown]:
        """The fields in their order, as the page shows them."""
        return [_shown(self[each.name], each, names) for each in self.verb.asks] + [Shown(self[BECAUSE])]

    @property
    def raw(self) -> dict[str, Any]:
        """What was typed, by field, as it was typed."""
        found: dict[str, Any] = {}
        for name, field in self.fields.items():
            listed = isinstance(field, forms.MultipleChoiceField)
            found[name] = self.data.getlist(name) if listed else self.data.get(name, "")  # type: ignore[attr-defined]
        return found


class Shown(NamedTuple):
    """A field with the kind of thing that is picked in it ("" for a plain field), its value and that thing's name.

    ``adds`` is the kind of things that a picker beside a field of several codes adds to it.
    """

    bound: Any
    pick: str = ""
    value: str = ""
    text: str = ""
    adds: str = ""


def _shown(bound: Any, each: Ask, names: Names) -> Shown:
    if each.kind in ("units", "targets"):
        codes = _codes(bound.value())
        named = [names.any(code, language()) for code in codes]
        return Shown(bound, adds="unit", text=said("、", ", ").join(named) if named != codes else "")
    pick = PICKED.get(each.kind, "") if not isinstance(bound.field, forms.ChoiceField) else ""
    value = str(bound.value() or "") if pick else ""
    name = names.any(value, language()) if value else ""
    return Shown(bound, pick, value, "" if name == value else name)


def _codes(value: Any) -> list[str]:
    return [each for each in (_BETWEEN.split(value) if isinstance(value, str) else value or ()) if each]


def _field(each: Ask, listed: list[tuple[str, str]] | None) -> forms.Field:
    more: dict[str, Any] = {"label": each.label.text(language()), "required": each.needed}
    if each.help is not NO_HELP:
        more["help_text"] = each.help.text(language())
    if listed:
        return forms.ChoiceField(choices=[("", said("请选择", "Choose")), *listed], **more)
    return _MAKERS[each.kind](each, more)


def _because(needed: bool) -> forms.CharField:
    return forms.CharField(
        label=said("依据和理由", "Ground and reason"), max_length=WHY, required=needed,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=said("如任免文件的文号。写入审计记录。", "Such as the number of the paper. It goes into the audit record."),
    )  # fmt: skip


def _text(most: int, **attrs: Any) -> Callable[[Ask, dict[str, Any]], forms.Field]:
    def make(each: Ask, more: dict[str, Any]) -> forms.Field:
        return forms.CharField(max_length=most, widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}), **more)

    return make


def _day(each: Ask, more: dict[str, Any]) -> forms.Field:
    widget = forms.DateInput(attrs={"type": "date", "min": "1900-01-01", "max": "2200-12-31"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, input_formats=["%Y-%m-%d"], **more)


def _word(each: Ask, more: dict[str, Any]) -> forms.Field:
    return forms.ChoiceField(choices=[("", said("请选择", "Choose") if each.needed else ""), *_listed(each)], **more)


def _words(each: Ask, more: dict[str, Any]) -> forms.Field:
    return forms.MultipleChoiceField(choices=_listed(each), widget=forms.CheckboxSelectMultiple, **more)


def _listed(each: Ask) -> list[tuple[str, str]]:
    return [(key, word.text(language())) for key, word in words_of(each.group).items()]


def _maybe(each: Ask, more: dict[str, Any]) -> forms.Field:
    choices = [("", said("不详", "unknown")), ("yes", said("是", "yes")), ("no", said("否", "no"))]
    return forms.ChoiceField(choices=choices, **more)


_MAKERS: Mapping[str, Callable[[Ask, dict[str, Any]], forms.Field]] = {
    **{kind: _text(CODE) for kind in ("unit", "post", "person", "organ", "body")},
    **{kind: lambda each, more: CodesField(max_length=CODES, **more) for kind in ("units", "targets")},
    "text": _text(TEXT), "day": _day, "word": _word, "words": _words, "maybe": _maybe,
    "count": lambda each, more: forms.IntegerField(min_value=1, max_value=9999, **more),
    "flag": lambda each, more: forms.BooleanField(**more),
    "lines": lambda each, more: LinesField(max_length=LINES, widget=forms.Textarea(attrs={"rows": 4}), **more),
}  # fmt: skip


def codes_typed(values: Iterable[Any]) -> set[str]:
    """What may be codes among the values of fields, for their names."""
    return {code for value in values if isinstance(value, str | tuple) for code in _codes(value) if len(code) <= CODE}
