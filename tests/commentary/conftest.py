"""A drafter of an invented quarter, and how many random cases are run."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import settings

from analysis.commentary.draft import Drafter
from tests.commentary.drafters import drafter_of

# For once in a while: pytest tests/commentary --hypothesis-profile thorough
settings.register_profile("thorough", deadline=None)


@pytest.fixture
def drafter() -> Callable[..., Drafter]:
    """Make a drafter; the total may be changed, as a correction of the data would."""
    return drafter_of
