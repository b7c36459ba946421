"""The routes of the register's pages for reading."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import PathConverter

from quanze.apps.organizations.views import (
    picking,
    reading_changes,
    reading_chart,
    reading_person,
    reading_post,
    reading_posts,
    reading_tree,
    reading_unit,
    reading_who,
)


class Code(PathConverter):
    """A code as people gave it: any text that an engine keeps, a slash too."""

    regex = r"[^\x00]+"


register_converter(Code, "code")

urlpatterns = [
    path("units", reading_tree.unit_tree, name="unit_tree"),
    path("units/<code:code>/posts", reading_posts.unit_posts, name="unit_posts"),
    path("units/<code:code>/chart/picture", reading_chart.unit_chart_picture, name="unit_chart_picture"),
    path("units/<code:code>/chart", reading_chart.unit_chart, name="unit_chart"),
    path("units/<code:code>/changes", reading_changes.unit_changes, name="unit_changes"),
    path("units/<code:code>", reading_unit.unit, name="unit"),
    path("posts/<code:code>", reading_post.post, name="post"),
    path("persons/<code:code>/identity", reading_person.person_identity, name="person_identity"),
    path("persons/<code:code>", reading_person.person, name="person"),
    path("who", reading_who.who_answered, name="who_answered"),
    path("pick", picking.pick, name="pick"),
]
