"""Is a Dockerfile read as BuildKit reads it?"""

import pytest

from pipeline.core.compose.dockerfile import health_check
from pipeline.core.compose.instructions import instructions

CHECK = ("a", "b")
LINE = ("/bin/sh", "-c", "a b")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("FROM a\nRUN b\n", ["FROM a", "RUN b"], id="lines"),
        pytest.param("\ufeffFROM a", ["FROM a"], id="a mark of the byte order"),
        pytest.param("from a\n  Run\tb ", ["FROM a", "RUN b"], id="case and space"),
        pytest.param(
            "FROM a\r\nRUN b \\\r\n  c\r\n", ["FROM a", "RUN b   c"], id="CRLF"
        ),
        pytest.param("RUN a \\\n\n\n  b", ["RUN a   b"], id="empty lines inside"),
        pytest.param("RUN a \\\n # no\n  b", ["RUN a   b"], id="comments inside"),
        pytest.param("RUN a\\  \nb", ["RUN ab"], id="space after the sign"),
        pytest.param("RUN a\\\\\nRUN b", ["RUN a\\\\", "RUN b"], id="written twice"),
        pytest.param("RUN a # b\n#RUN c", ["RUN a # b"], id="no comment in a line"),
        pytest.param("RUN a \\", ["RUN a"], id="nothing follows"),
        pytest.param(
            "# escape=`\nRUN a `\n b\\\nRUN c", ["RUN a  b\\", "RUN c"], id="escape"
        ),
        pytest.param(
            "# syntax=docker/dockerfile:1\n#ESCAPE = `\nRUN a`\nb",
            ["RUN ab"],
            id="escape after another directive",
        ),
        pytest.param(
            "# a comment\n# escape=`\nRUN a\\\nb", ["RUN ab"], id="escape too late"
        ),
        pytest.param("\n# escape=`\nRUN a\\\nb", ["RUN ab"], id="after an empty line"),
        pytest.param(
            "RUN <<EOF\nUSER 0\nEOF\nUSER 1", ["RUN <<EOF", "USER 1"], id="a text"
        ),
        pytest.param(
            "COPY <<\"A\" <<-'B' /to/\nUSER 0\n\tA\nA\nUSER 0\n\tB\nUSER 1",
            ["COPY <<\"A\" <<-'B' /to/", "USER 1"],
            id="two texts",
        ),
        pytest.param(
            "ONBUILD RUN <<EOF\nUSER 0\nEOF\nUSER 1",
            ["ONBUILD RUN <<EOF", "USER 1"],
            id="a text for later",
        ),
        pytest.param("CMD a <<EOF\nUSER 1", ["CMD a <<EOF", "USER 1"], id="no text"),
    ],
)
def test_instructions_are_told_apart(text: str, expected: list[str]) -> None:
    """Continued lines are one, and what is no instruction is none."""
    assert expected == [f"{word} {rest}" for word, rest in instructions(text)]


@pytest.mark.parametrize(
    ("text", "target", "test"),
    [
        pytest.param(
            'FROM a\r\nHEALTHCHECK CMD \\\r\n  ["a", "b"]\r\n', "", CHECK, id="CRLF"
        ),
        pytest.param(
            '# escape=`\nFROM a\nHEALTHCHECK `\n CMD ["a", "b"]', "", CHECK, id="escape"
        ),
        pytest.param(
            'FROM a\nHEALTHCHECK CMD ["a", "b"]\nRUN <<E\nHEALTHCHECK NONE\nE\n',
            "",
            CHECK,
            id="a text is none",
        ),
        pytest.param(
            'FROM a AS Base\nHEALTHCHECK CMD ["a", "b"]\nFROM base',
            "",
            CHECK,
            id="a name in capitals",
        ),
        pytest.param(
            'FROM a\nHEALTHCHECK CMD ["a", "b"]\nFROM c', "0", CHECK, id="a number"
        ),
        pytest.param(
            'ARG B=one\nFROM a AS one\nHEALTHCHECK CMD ["a", "b"]\nFROM ${B}',
            "",
            CHECK,
            id="a variable",
        ),
        pytest.param(
            'FROM a AS one\nHEALTHCHECK CMD ["a", "b"]\nFROM ${B:-one}',
            "",
            CHECK,
            id="the default of a variable",
        ),
        pytest.param(
            'FROM a AS one\nONBUILD HEALTHCHECK CMD ["a", "b"]\nFROM one',
            "",
            CHECK,
            id="for later",
        ),
        pytest.param(
            "FROM a\nHEALTHCHECK NONE\nHEALTHCHECK CMD a b",
            "",
            LINE,
            id="the last counts",
        ),
        pytest.param(
            'FROM a\nSHELL ["/bin/bash", "-c"]\nHEALTHCHECK CMD a b',
            "",
            ("/bin/bash", "-c", "a b"),
            id="another shell",
        ),
        pytest.param(
            'FROM a\nHEALTHCHECK --interval="5s" CMD a b', "", LINE, id="quotes"
        ),
    ],
)
def test_the_health_check_is_the_one_that_docker_would_ask(
    text: str, target: str, test: tuple[str, ...]
) -> None:
    """Were it empty, a service would be healthy at once."""
    found = health_check(text, target)
    assert found is not None
    assert test == found.test


def test_build_arguments_choose_the_stage_that_another_builds_on() -> None:
    """Those of compose go before the Dockerfile's own."""
    text = "ARG B=a\nFROM x AS a\nFROM x AS b\nHEALTHCHECK CMD a b\nFROM $B\n"
    assert health_check(text) is None
    found = health_check(text, args={"B": "b"})
    assert found is not None and LINE == found.test
