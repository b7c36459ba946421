"""The words of a chain of those who answer: in which relation somebody stands, along which line a unit."""

from __future__ import annotations

from quanze.core.words import Label, Words

RELATIONS: Words = {
    "principal": Label("主要负责人", "head"),
    "in_charge": Label("分管负责人", "in charge of it"),
    "stand_in": Label("代管负责人", "standing in for who is in charge"),
    "discipline_head": Label("纪检负责人", "head of discipline"),
}
# Why nobody is named for a unit in view: it has no such post, it did not stand that day, nobody had recorded it.
NOBODY: Words = {
    "stands": Label("没有登记应负责的职务", "no post that answers is recorded"),
    "not_standing": Label("该单位当日尚未设立或者已经撤销", "this unit did not stand that day"),
    "unrecorded": Label("该时刻尚未登记该单位", "this unit was not recorded by then"),
}
LINES: Words = {
    "own": Label("本单位", "the unit itself"),
    "discipline": Label("纪检监察", "its discipline side"),
    "leadership": Label("上级（块）", "above, by leadership"),
    "vertical": Label("上级（条）", "above, by its vertical line"),
}
