"""A program for ``test_door``: knocks so many times with a wrong password, with the limits of the product switched on."""

import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from ligzda.config import settings as product  # noqa: E402

settings.ACCOUNT_RATE_LIMITS = product.ACCOUNT_RATE_LIMITS
settings.ALLOWED_HOSTS = ["testserver"]


def main(email: str, password: str, times: int) -> int:
    """0 when the last one opened the door."""
    for _n in range(times):
        answer = Client().post("/sign-in/", {"login": email, "password": password})
    return 0 if answer.status_code == 302 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
