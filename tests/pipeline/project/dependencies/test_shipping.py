"""What does a Dockerfile install?"""

import pytest

from pipeline.core.project.dependencies.shipping import words

FILES = ("requirements.txt", "requirements/prod.txt")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("RUN pip install -r requirements.txt", ("requirements.txt",)),
        ("RUN pip install -r /tmp/prod.txt", ("requirements/prod.txt",)),
        ("RUN pip install -r gone.txt", ()),
        (
            "RUN uv sync --no-dev --extra production --group web",
            ("group:web", "extra:production"),
        ),
        ('RUN pip install ".[prod, db]"', ("extra:prod", "extra:db")),
        ("RUN pip install gunicorn[gevent]", ()),
        ("RUN poetry install --only main --extras 'a b'", ("extra:a", "extra:b")),
        (
            "RUN poetry install -E db --with web,api",
            ("group:web", "group:api", "extra:db"),
        ),
        ("RUN [ -f x ] && pip install flask", ()),
        ("# RUN pip install -r requirements.txt", ()),
        ("RUN rm -r requirements.txt", ()),
        ("RUN pip install \\\n  -r requirements.txt", ("requirements.txt",)),
    ],
)
def test_files_groups_and_extras_are_found(line: str, found: tuple[str, ...]) -> None:
    """By the names that they have in the repository."""
    assert found == words(f"FROM x\n{line}\n", FILES)
