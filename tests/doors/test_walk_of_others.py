"""Half of the walk, so that two processes share it: everybody else."""

from collections.abc import Callable

import pytest

from tests.doors.walk import Walk
from tests.doors.world import people


@pytest.mark.parametrize("email", people()[1::2])
def test_what_one_may_not_see_is_not_there(walked: Callable[[str], Walk], email: str) -> None:
    found = walked(email)
    assert not found.faults, "\n".join([f"{len(found.faults)} doors:", *found.faults[:40]])
