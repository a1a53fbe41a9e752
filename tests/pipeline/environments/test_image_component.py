"""Is the image of a component replaced, and nothing else?"""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.environments.image_component import image_of, with_image
from pipeline.core.errors import Refused
from pipeline.core.reference import Image
from tests.pipeline.deploy.shipping import digest
from tests.pipeline.environments.components import FLOW, NEW, OLD, PLAIN, WHERE


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PLAIN, id="as it is kept"),
        pytest.param(PLAIN.replace("\n", "\r\n"), id="lines of Windows"),
        pytest.param("\ufeff" + PLAIN, id="a byte order mark"),
        pytest.param(PLAIN.removesuffix(" # promoted\n"), id="no end of the last line"),
        pytest.param(FLOW, id="all on one line"),
        pytest.param(FLOW.rstrip(), id="all on one line that does not end"),
        pytest.param(PLAIN.replace(OLD.digest, f"'{OLD.digest}'"), id="quoted"),
        pytest.param(
            PLAIN.replace(OLD.digest, f'"{OLD.digest}"').replace(
                OLD.repository, f"'{OLD.repository}'"
            ),
            id="both quoted, each in its way",
        ),
        pytest.param(f"---\n{PLAIN}...\n", id="with the marks of a document"),
        pytest.param(f"%YAML 1.1\n---\n{PLAIN}", id="with its version"),
        pytest.param(
            PLAIN.replace("  - name", "- name").replace("    ", "  "),
            id="indented less",
        ),
        pytest.param(
            PLAIN.replace("kind", "'kind'").replace("digest:", "digest:   "),
            id="quoted keys and odd spaces",
        ),
        pytest.param(f"{PLAIN}# the end: {digest(3)}\n", id="a comment with a digest"),
        pytest.param(
            f"{PLAIN}labels:\n- pairs: {{digest: x, ? [1] : y}}\n", id="other keys"
        ),
    ],
)
def test_every_other_byte_stays(text: str) -> None:
    """Comments, order, quotes, ends of lines."""
    changed = with_image(text, NEW, WHERE)

    assert OLD == image_of(text, WHERE)
    assert NEW == image_of(changed, WHERE)
    expected = text.replace(OLD.digest, NEW.digest)
    assert expected.replace(OLD.repository, NEW.repository) == changed
    assert text == with_image(changed, OLD, WHERE) == with_image(text, OLD, WHERE)


def test_what_is_written_otherwise_is_written_plainly() -> None:
    """A value of another length does not move the one behind it."""
    digest_first = FLOW.replace(OLD.digest, f'"\\x73{OLD.digest[1:]}"')
    changed = with_image(digest_first, NEW, WHERE)

    assert OLD == image_of(digest_first, WHERE)
    expected = FLOW.replace(OLD.digest, f'"{NEW.digest}"')
    assert expected.replace(OLD.repository, NEW.repository) == changed


words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=9)
comments = st.lists(words.map(lambda word: f"# {word}"), max_size=2)
others = st.dictionaries(
    st.from_regex(r"[a-z]{3,9}", fullmatch=True).filter(
        lambda name: name not in ("kind", "images")
    ),
    st.recursive(
        st.none() | st.booleans() | st.integers() | words,
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(words, inner, max_size=3),
        max_leaves=6,
    ),
    max_size=3,
)


@st.composite
def components(draw: st.DrawFn) -> tuple[str, str, str]:
    """Write a component in one of its many ways: before, between and after the two."""
    quote, comma = draw(st.sampled_from(["", "'", '"'])), draw(st.booleans())
    ends, last = draw(st.sampled_from(["\n", "\r\n"])), draw(st.booleans())
    gap = " " * draw(st.integers(1, 3))
    lines = ["kind: Component", *draw(comments)]
    for name, value in draw(others).items():
        lines += yaml.safe_dump({name: value}, allow_unicode=True).splitlines()
        lines += draw(comments)
    keys = draw(st.permutations(("name", "newName", "digest")))
    values = {"name": "app", "newName": f"{quote}@@{quote}", "digest": f"{quote}##"}
    values["digest"] += quote
    entry = [f"{key}:{gap}{values[key]}" for key in keys]
    if comma:
        lines.append(f"images: [{{{', '.join(entry)}}}]")
    else:
        lines += ["images:", *draw(comments), f"-{gap}{entry[0]}"]
        lines += [f"{' ' * (len(gap) + 1)}{each}" for each in entry[1:]]
    text = ends.join(lines + draw(comments)) + (ends if last else "")
    return text, "@@", "##"


@given(components(), st.booleans())
def test_bytes_around_the_image_never_change(
    component: tuple[str, str, str], marked: bool
) -> None:
    """However people have written the rest of the file."""
    text, repository, name = component
    bom = "\ufeff" if marked else ""

    def filled(image: Image) -> str:
        head, found, tail = (bom + text).rpartition("images:")
        tail = tail.replace(repository, image.repository, 1)
        return head + found + tail.replace(name, image.digest, 1)

    assert OLD == image_of(filled(OLD), WHERE)
    assert filled(NEW) == with_image(filled(OLD), NEW, WHERE)


SIGNS = [
    '"',
    "'",
    "\\U",
    "\\x7",
    "&a ",
    "*a ",
    "!t ",
    "? ",
    ": ",
    "- ",
    "[",
    "]",
    "{",
    "}",
]
SIGNS += [
    "#",
    "|",
    ">",
    ",",
    "%YAML 9",
    "---\n",
    "\n",
    "\r",
    "\t",
    "\x00",
    "\u2028",
    "<<: ",
]


@given(st.data(), st.sampled_from([PLAIN, FLOW]))
def test_a_slip_of_the_hand_is_refused_or_harmless(
    data: st.DataObject, text: str
) -> None:
    """Whatever happens to a file, no other error comes of it."""
    for sign in data.draw(st.lists(st.sampled_from(SIGNS), min_size=1, max_size=4)):
        place = data.draw(st.integers(0, len(text)))
        text = text[:place] + sign + text[place + data.draw(st.integers(0, 3)) :]
    try:
        before = image_of(text, WHERE)
    except Refused:
        return
    changed = with_image(text, NEW, WHERE)
    assert NEW == image_of(changed, WHERE)
    assert before == image_of(with_image(changed, before, WHERE), WHERE)
