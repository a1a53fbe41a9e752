"""Is a record bound to the bytes of the image that was tested?"""

import hashlib
import json
import subprocess
from pathlib import Path

from pipeline.core.release import release_json
from tests.publishing.shop import Shop


def git(shop: Shop, name: str) -> str:
    """Ask git, without the pipeline, for the id of an object."""
    asked = ["git", "rev-parse", name]
    done = subprocess.run(
        asked, cwd=shop.folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_it_says_what_was_tested_and_how_that_ended(
    shop: Shop, image: str, keys: Path, tmp_path: Path
) -> None:
    """Red or green; its list of parts is the one that is attached to the image."""
    file = tmp_path / "release.json"
    options = (f"--image={image}", "--version=1.0", "--builder=urn:tests")
    done = shop.call("record", *options, "export", f"--path={file}")
    assert 0 == done.returncode, done.stderr
    release = release_json.read(file.read_text(), "release.json")
    assert image == str(release.image)
    assert (git(shop, "HEAD"), git(shop, "HEAD^{tree}")) == (
        release.commit,
        release.tree,
    )
    assert (1, "1.0", "urn:tests") == (release.build, release.version, release.builder)
    verdicts = {(leg.stage, leg.leg): leg.verdict for leg in release.evidence}
    assert "passed" == verdicts["test", "3.12"]
    assert "skipped" == verdicts["scan", "vulnerabilities"]
    parts = shop.statement(image, "cyclonedx", keys / "ours" / "cosign.pub")
    text = json.dumps(parts["predicate"], indent=2, sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(f"{text}\n".encode()).hexdigest()
    assert f"sha256:{digest}" == release.sbom


def test_another_image_gets_no_record(shop: Shop, image: str) -> None:
    """Evidence is of the bytes that were tested, not of a name."""
    name = image.rpartition(":")[0]
    done = shop.call("record", f"--image={name}:{'0' * 64}", "--version=1.0")
    assert 1 == done.returncode
    assert f"what was tested from this source is {image.rpartition('@')[2]}; " in (
        done.stderr
    )
