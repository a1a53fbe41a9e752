"""Which files list requirements, and what do they refer to?"""

import codecs

import pytest

from pipeline.core.errors import ProjectError
from pipeline.core.project.dependencies.requirement_files import (
    decode,
    local,
    references,
    wanted,
)

TEXT = "flask==3.1.0\r\n# ünïcode\r\n"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TEXT.encode(), id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), id="UTF-8 with its mark"),
        pytest.param(TEXT.encode("utf-16"), id="UTF-16 of PowerShell"),
        pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), id="big endian"),
    ],
)
def test_encodings_of_windows_are_read(content: bytes) -> None:
    """PowerShell writes them where pip's output is redirected."""
    assert TEXT == decode("requirements.txt", content)


def test_a_file_that_is_no_text_is_an_error() -> None:
    """With its name and the place."""
    with pytest.raises(ProjectError, match="'r.txt': it is no utf-8 .*at byte 1.*save"):
        decode("r.txt", b"a\xff")


def test_files_that_others_take_in_are_read_too() -> None:
    """Once, and only where they are there."""
    files = ("requirements.txt", "etc/base.txt", "etc/pins.txt", "app.py")
    texts = {"requirements.txt": "-r etc/base.txt\n-r gone.txt\n"}
    assert ["requirements.txt"] == wanted(files, {}, ())
    assert ["etc/base.txt"] == wanted(files, texts, ())
    texts["etc/base.txt"] = "-c pins.txt\n-r ../requirements.txt # back\n"
    assert ["etc/pins.txt"] == wanted(files, texts, ())
    assert [] == wanted(files, texts | {"etc/pins.txt": ""}, ())


def test_references_are_relative_to_their_file() -> None:
    """As pip takes them."""
    text = "--requirement=../a.txt\n--constraint b.txt\nflask\n"
    assert ("a.txt", "etc/b.txt") == references("etc/x.txt", text)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("-e .", (".",)),
        ("--editable=./libs/a[db]", ("./libs/a[db]",)),
        ("./libs/a", ("./libs/a",)),
        ("wheels/a-1-py3-none-any.whl", ("wheels/a-1-py3-none-any.whl",)),
        ("-e git+https://example.com/x.git#egg=x", ()),
        ("x @ https://example.com/x.tar.gz", ()),
        ("https://example.com/x.whl", ()),
        ("flask[async]>=3 ; python_version > '3'", ()),
        ("--hash=sha256:0", ()),
        ("-r base.txt", ()),
    ],
)
def test_parts_of_the_repository_are_told_from_packages(
    line: str, found: tuple[str, ...]
) -> None:
    """Only for them the whole source is needed to install."""
    assert found == local(f"{line}\n")
