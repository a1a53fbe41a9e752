"""Which files of the repository does a Dockerfile copy?"""

import pytest

from pipeline.core.compose.copied import copied

FILES = ("gunicorn.conf.py", "wsgi.py", "shop/a.py", "shop/deep/b.py", "image/c.py")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("COPY . .", FILES),
        ("COPY ./ /srv/", FILES),
        ("COPY gunicorn.conf.py .", FILES[:1]),
        ("COPY --chown=1:1 shop /srv/shop", FILES[2:4]),
        ('COPY --link ["shop", "wsgi.py", "/srv"]', FILES[1:4]),
        ("ADD ./shop/deep/ /srv", FILES[3:4]),
        ("COPY *.py /srv/", FILES[:2]),
        ("COPY shop/* /srv/", FILES[2:4]),
        ("COPY --from=build shop shop", ()),
        ("ADD https://example.com/x.py /srv", ()),
        ("COPY <<EOF /srv/x.py\nshop\nEOF", ()),
        ("RUN cp shop /srv", ()),
        ("COPY shop", ()),
    ],
)
def test_what_is_copied_is_found(line: str, found: tuple[str, ...]) -> None:
    """By names, folders, patterns and lists; not from elsewhere."""
    assert {*found} == copied(f"FROM a\n{line}\n", FILES)
