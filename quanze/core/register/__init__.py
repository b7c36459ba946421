"""The register of units, posts and tenures, as it was on a day and as it was known at an instant."""

from quanze.core.register.checks import check_register
from quanze.core.register.lines import Superior
from quanze.core.register.register import Register
from quanze.core.register.rows import Absence, Body, Organization, Person, Portfolio, Post, Row, Tenure
from quanze.core.register.view import View

__all__ = [
    "Absence",
    "Body",
    "Organization",
    "Person",
    "Portfolio",
    "Post",
    "Register",
    "Row",
    "Superior",
    "Tenure",
    "View",
    "check_register",
]
