"""The closed lists of this room: genders, and the relations by which people are kin."""

from __future__ import annotations

from quanze.core.words import Words
from quanze.core.words.label import words

GENDERS: Words = words(male=("男", "male"), female=("女", "female"))

# "The relative is the person's …".
RELATIONS: Words = words(
    spouse=("配偶", "spouse"),
    parent=("父母", "parent"),
    child=("子女", "child"),
    sibling=("兄弟姐妹", "sibling"),
    grandparent=("祖父母、外祖父母", "grandparent"),
    grandchild=("孙子女、外孙子女", "grandchild"),
    uncle_aunt=("伯叔姑舅姨", "uncle or aunt"),
    nephew_niece=("侄子女、甥子女", "nephew or niece"),
    cousin=("堂、表兄弟姐妹", "cousin"),
    parent_in_law=("配偶的父母", "spouse's parent"),
    child_in_law=("子女的配偶", "child's spouse"),
    sibling_in_law=("配偶的兄弟姐妹", "spouse's sibling"),
    siblings_spouse=("兄弟姐妹的配偶", "sibling's spouse"),
    childs_parent_in_law=("子女配偶的父母", "parent of a child's spouse"),
    stepparent=("继父母", "stepparent"),
    stepchild=("继子女", "stepchild"),
)
