import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "writers" / "pdf")]  # judge, press; reading


@pytest.fixture(scope="session")
def press(tmp_path_factory):
    """Prints texts by the whole way, each once a session."""
    from press import Press

    return Press(tmp_path_factory.mktemp("press"))


@pytest.fixture(scope="session")
def sheet(press):
    """News that holds every paragraph which the tests have put on the sheet."""
    from samples import SHEET

    return press.text(*SHEET)
