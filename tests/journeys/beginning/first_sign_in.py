"""One's first sign-in on the pages of an installation: new password, second factor. Run as a program of its own.

Its standard input: login name, one-time secret, new password, each on its line. It prints the key of the factor.
"""

from __future__ import annotations

import os
import re
import sys
from base64 import b32decode
from time import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanze.config.settings")


def code(key: str, step: int) -> str:
    """The one-time code of a thirty-second step."""
    from django_otp.oath import hotp

    return f"{hotp(b32decode(key), step):06}"


def finish(login: str, secret: str, password: str) -> str:
    """Go through the pages as a browser does, each step where the last one leads; the key that was shown once."""
    from django.test import Client
    from django.urls import reverse

    browser = Client(SERVER_NAME="localhost")

    def post(page: str, **given: str) -> str:
        answer = browser.post(reverse(page), given, follow=True)
        assert answer.status_code == 200, (page, answer.status_code)
        return answer.content.decode()

    post("sign_in", login_name=login, password=secret)
    post("change_password", old=secret, new=password, again=password)
    shown = re.search(r"<code>([A-Z2-7]{16,})</code>", post("enrol_factor"))
    assert shown is not None
    key = shown[1]
    post("confirm_factor", code=code(key, int(time()) // 30 - 1))
    return key


if __name__ == "__main__":
    django.setup()
    from django.test.utils import setup_test_environment

    setup_test_environment()
    print(finish(*(line.rstrip("\n") for line in sys.stdin)))
