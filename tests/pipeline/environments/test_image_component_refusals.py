"""Is a component refused where it is not plain what would be written?"""

import re

import pytest

from pipeline.core.environments.image_component import image_of, with_image
from pipeline.core.errors import Refused
from tests.pipeline.deploy.shipping import digest
from tests.pipeline.environments.components import NEW, OLD, PLAIN, WHERE

EXAMPLE = "write one entry with name, newName and digest: sha256:..."


def refusal(text: str) -> str:
    """Return why a component is refused, without the beginning of all such errors."""
    beginning = f"could not use image component '{WHERE}"
    messages = []
    for use in (image_of, lambda *args: with_image(args[0], NEW, args[1])):
        with pytest.raises(Refused) as refused:
            use(text, WHERE)
        messages.append(str(refused.value))
    assert messages[0] == messages[1] and messages[0].startswith(beginning)
    return messages[0].removeprefix(beginning)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        pytest.param("", "': it has 0 documents; keep one", id="nothing"),
        pytest.param(
            "# later\n", "': it has 0 documents; keep one", id="nothing but a comment"
        ),
        pytest.param("images\n", f":1': it is no mapping; {EXAMPLE}", id="a word"),
        pytest.param(
            f"{PLAIN}---\n{PLAIN}",
            ":10': it has 2 documents; keep one",
            id="two of all",
        ),
        pytest.param(
            PLAIN.replace("Component", "Kustomization"),
            ":3': it is no Component; write kind: Component",
            id="another kind",
        ),
        pytest.param(
            PLAIN.replace("kind: Component\n", ""),
            "': it is no Component; write kind: Component",
            id="no kind",
        ),
        pytest.param(
            PLAIN.split("images")[0], f"': it lists no image; {EXAMPLE}", id="no images"
        ),
        pytest.param(
            PLAIN.split("images")[0] + "images: []\n",
            f":4': it lists no image; {EXAMPLE}",
            id="none in the list",
        ),
        pytest.param(
            PLAIN.split("images")[0] + "images:\n",
            f":4': it lists no image; {EXAMPLE}",
            id="no list",
        ),
        pytest.param(
            PLAIN + PLAIN.split("images:\n")[1],
            ":8': it lists 2 images; keep the service's own",
            id="two images",
        ),
        pytest.param(
            PLAIN.split("  - name")[0] + "  - app\n",
            f":5': its image is no mapping; {EXAMPLE}",
            id="an image that is a word",
        ),
        pytest.param(
            f"{PLAIN}    newTag: '1'\n",
            ":8': 'newTag' stands beside the digest; "
            "remove it: the digest alone says which image",
            id="a tag",
        ),
        pytest.param(
            re.sub(" *digest:.*\n", "", PLAIN),
            f"': its image has no digest; {EXAMPLE}",
            id="no digest",
        ),
        pytest.param(
            re.sub(" *newName:.*\n", "", PLAIN),
            f"': its image has no newName; {EXAMPLE}",
            id="no repository",
        ),
        pytest.param(
            PLAIN.replace(OLD.digest, OLD.digest[7:]),
            f":7': digest '{OLD.digest[7:]}' is none; "
            "write sha256: and 64 lower-case hex digits",
            id="a digest without its kind",
        ),
        pytest.param(
            PLAIN.replace(OLD.repository, f"{OLD.repository}:1.0"),
            f":6': newName '{OLD.repository}:1.0' is no repository; "
            "write registry/path, no tag",
            id="a repository with a tag",
        ),
        pytest.param(
            PLAIN.replace(OLD.digest, f"&it {OLD.digest}"),
            ":7': it uses &it; write the value itself",
            id="an anchor",
        ),
        pytest.param(
            f"was: &it {OLD.digest}\n" + PLAIN.replace(OLD.digest, "*it"),
            ":1': it uses &it; write the value itself",
            id="an alias and its anchor",
        ),
        pytest.param(
            PLAIN.replace(OLD.digest, f"!!str {OLD.digest}"),
            ":7': it uses tag:yaml.org,2002:str; write the value itself",
            id="a tag of YAML",
        ),
        pytest.param(
            PLAIN.replace(OLD.digest, "*it"),
            ":7': it is no YAML (found undefined alias 'it'); fix it",
            id="an alias of nothing",
        ),
        pytest.param(
            f"{PLAIN}    digest: {digest(3)}\n",
            ":8': 'digest' stands there twice; keep one",
            id="a digest twice",
        ),
        pytest.param(
            f"{PLAIN}images: []\n",
            ":8': 'images' stands there twice; keep one",
            id="images twice",
        ),
        pytest.param(
            f"{PLAIN}labels: [{{a: [{{b: 1, b: 2}}]}}]\n",
            ":8': 'b' stands there twice; keep one",
            id="a key twice that is not ours",
        ),
        pytest.param(
            f"{PLAIN}labels: {{? {{b: 1, b: 2}} : c}}\n",
            ":8': 'b' stands there twice; keep one",
            id="a key twice in a key",
        ),
        pytest.param(
            PLAIN.replace(f" {OLD.digest}", f" |\n      {OLD.digest}"),
            ":7': digest is not one text on one line; write it so",
            id="a block",
        ),
        pytest.param(
            PLAIN.replace(OLD.repository, f'"{OLD.repository}\\\n      "'),
            ":6': newName is not one text on one line; write it so",
            id="a text of two lines",
        ),
        pytest.param(
            PLAIN.replace("app #", "[app] #"),
            ":5': name is not one text on one line; write it so",
            id="a list for the base's name",
        ),
        pytest.param(
            PLAIN.replace("    newName", "\tnewName"),
            ":6': it is no YAML (found character '\\t' that cannot start any token); "
            "fix it",
            id="a tab",
        ),
        pytest.param(
            PLAIN.replace("digest: ", "digest:\t"),
            ":7': it is no YAML (found character '\\t' that cannot start any token); "
            "fix it",
            id="a tab before the value",
        ),
        pytest.param(
            f"<<<<<<< HEAD\n{PLAIN}",
            ":3': it is no YAML (expected '<document start>', but found "
            "'<block mapping start>'); fix it",
            id="a merge that was not finished",
        ),
        pytest.param(
            f"{PLAIN}\x00",
            "': it is no YAML (special characters are not allowed: character 268); "
            "fix it",
            id="a character that is none",
        ),
        pytest.param(
            "[" * 200_000 + "]" * 200_000,
            "': it has more than 200 brackets; write lists a line each",
            id="a pit of brackets",
        ),
        pytest.param(
            f'{PLAIN}labels: "\\U00110000"\n',
            "': it has more than YAML can hold; fix it",
            id="a character that there is not",
        ),
        pytest.param(
            f'{PLAIN}labels: "\\UFFFFFFFF"\n',
            "': it has more than YAML can hold; fix it",
            id="one that is greater still",
        ),
        pytest.param(
            f"{PLAIN}? [a]\n: b\n",
            f":8': it has a name that is no text; {EXAMPLE}",
            id="a list for a name",
        ),
        pytest.param(
            f"{PLAIN}    ? {{a: b}}\n    : c\n",
            f":8': its image has a name that is no text; {EXAMPLE}",
            id="a mapping for a name",
        ),
    ],
)
def test_a_component_is_refused_with_its_line(text: str, cause: str) -> None:
    """Nothing is written where it is not plain what would change."""
    assert cause == refusal(text)
