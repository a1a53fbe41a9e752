"""What does the shop charge?"""

import pytest

from shop import create_app


@pytest.mark.parametrize(("count", "total"), [(1, 5), (9, 45), (10, 45)])
def test_ten_or_more_are_cheaper(count: int, total: int) -> None:
    answer = create_app().test_client().get(f"/total/5/{count}")
    assert answer.json == {"total": total}
