"""Every page: its route, who opens it, and a real address. A route that is not listed fails the tests."""

from __future__ import annotations

from typing import NamedTuple

# Routes that are no pages: forms' targets, files, fragments, and what other programs call.
NO_PAGES = frozenset(
    "set_language healthy sign_out confirm_factor register_draft_drop import_template pick determination_upload "
    "determination_draft_file determination_draft_discard determination_ask determination_file determination_as_draft "
    "register_act_undo revoke_token person_identity unit_chart_picture".split()
)


class Page(NamedTuple):
    """A page: the name of its route, the login of whoever opens it, its address with {places} of what was made before."""

    route: str
    login: str
    path: str


CONDUCT, CLERK = "demo-conduct", "demo-clerk"
PAGES = (
    Page("sign_in", "", "/sign-in"),
    Page("home", CONDUCT, "/"),
    Page("home", "demo-system", "/"),
    Page("step_up", CONDUCT, "/step-up"),
    Page("change_password", CONDUCT, "/change-password"),
    Page("api_tokens", CONDUCT, "/tokens"),
    Page("search", CONDUCT, "/search?q=张"),
    Page("search", CONDUCT, "/search?q=zzzz"),
    Page("unit_tree", CONDUCT, "/units"),
    Page("unit", CONDUCT, "/units/city-u04"),
    Page("unit", CONDUCT, "/units/city-u04?on=2005-06-01"),
    Page("unit_posts", CONDUCT, "/units/city/posts"),
    Page("unit_chart", CONDUCT, "/units/city/chart"),
    Page("unit_changes", CONDUCT, "/units/city-u04/changes?from=2005-06-01&to=2015-06-01"),
    Page("post", CONDUCT, "/posts/city-u04-principal1"),
    Page("person", CONDUCT, "/persons/{person}"),
    Page("person", "demo-organization", "/persons/{person}"),
    Page("who_answered", CONDUCT, "/who"),
    Page("who_answered", CONDUCT, "/who?unit=city-u04&on=2010-06-01&levels=2"),
    Page("register_verbs", CLERK, "/act"),
    Page("register_verbs", CLERK, "/act?unit=city-u04"),
    Page("register_verb", CLERK, "/act/rename_unit?unit=city-u04"),
    Page("register_verb", CLERK, "/act/appoint?post=city-u04-deputy1"),
    Page("register_acts", CLERK, "/acts"),
    Page("register_act", CLERK, "/acts/{act}"),
    Page("imports", CLERK, "/imports"),
    Page("import_preview", CLERK, "{import_preview}"),
    Page("determinations", CONDUCT, "/determinations"),
    Page("determination_new", CONDUCT, "/determinations/new"),
    Page("determination_draft", CONDUCT, "{draft}"),
    Page("determination_facts", CONDUCT, "{draft}/facts"),
    Page("determination", CONDUCT, "{determination}"),
    Page("determination_what_if", CONDUCT, "{determination}/what-if"),
    Page("determination_again", CONDUCT, "{determination}/again"),
    Page("determination_compare", CONDUCT, "{determination}/compare"),
    Page("rulebooks", CONDUCT, "/rules"),
    Page("rulebook", CONDUCT, "{rulebook}"),
    Page("clause", CONDUCT, "{clause}"),
    Page("rules_applied", CONDUCT, "/rules/applied?on=2010-06-01&area=430900"),
    Page("rules_lookup", CONDUCT, "/rules/lookup?q=挪用"),
    Page("rules_compare", CONDUCT, "/rules/compare"),
    Page("rules_report", CONDUCT, "/rules/report"),
)
# Pages in the midst of signing in; the journey of signing in passes through them.
PASSED = frozenset({"give_factor", "enrol_factor"})
