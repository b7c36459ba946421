"""Run by test_outside_identity in a process of its own: a provider on this machine, and a browser that comes and goes.

Prints one line for each step; settings come from the environment.
"""

from __future__ import annotations

import base64
import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import django


class Provider(BaseHTTPRequestHandler):
    """A provider that says the subject it was told to say."""

    subject = "s-1"
    audience = "quanze"

    def do_GET(self) -> None:
        """Discovery."""
        base = f"http://127.0.0.1:{self.server.server_address[1]}"
        self._answer(
            {
                "issuer": base, "authorization_endpoint": f"{base}/authorize", "token_endpoint": f"{base}/token",
                "jwks_uri": f"{base}/keys", "userinfo_endpoint": f"{base}/me",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        )  # fmt: skip

    def do_POST(self) -> None:
        """The token, spoken of directly between the two servers, hence without a signature to check."""
        base, now = f"http://127.0.0.1:{self.server.server_address[1]}", int(time.time())
        claims = {"iss": base, "aud": self.audience, "sub": self.subject, "iat": now, "exp": now + 60}
        parts = [{"alg": "HS256", "typ": "JWT"}, claims]
        coded = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts]
        self._answer({"access_token": "a", "token_type": "Bearer", "id_token": ".".join([*coded, "c2ln"])})

    def _answer(self, data: object) -> None:
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def come_and_go(subject: str, *, audience: str = "quanze", state: str = "") -> str:
    """One sign-in as the browser sees it: where it ends, or the status it gets."""
    from django.test import Client

    Provider.subject, Provider.audience = subject, audience
    browser = Client()
    sent = browser.post("/oidc/start")
    asked = parse_qs(urlsplit(sent["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"], asked
    back = urlsplit(asked["redirect_uri"][0]).path
    came = browser.get(back, {"code": "c", "state": state or asked["state"][0]})
    if came.status_code != 302:
        return str(came.status_code)
    return str(browser.get(came["Location"]).headers.get("Location"))


def main() -> None:
    """Lay out, then try."""
    import os

    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    Thread(target=server.serve_forever, daemon=True).start()
    os.environ["QUANZE_OIDC_ISSUER"] = f"http://127.0.0.1:{server.server_address[1]}"
    django.setup()
    from django.core.management import call_command

    from quanze.apps.accounts.services import bind_outside
    from quanze.apps.accounts.tests.factories import installation

    call_command("migrate", verbosity=0)
    place = installation(at=django.utils.timezone.now())
    secret = place.opened("worker")
    by = place.system.caller()
    bind_outside(login_name="worker", subject="s-1", by=by, at=by.at)
    bind_outside(login_name="lusheng", subject="s-2", by=by, at=by.at)
    assert secret
    print("new", come_and_go("s-1"))
    print("enrolled", come_and_go("s-2"))
    print("unbound", come_and_go("s-3"))
    print("foreign token", come_and_go("s-2", audience="another"))
    print("foreign state", come_and_go("s-2", state="planted"))
    server.shutdown()


if __name__ == "__main__":
    main()
