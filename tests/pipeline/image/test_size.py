"""Does the table of sizes say what is large, and what was won?"""

import json

from pipeline.core.image import size as image_report
from pipeline.core.image.oci import Image, Layer

SYSTEM = Layer("sha256:a", "COPY  --from=system\n/ /", 40_000_000, 16_000_000)
SERVICE = Layer("sha256:b", "COPY --from=service / /", 500_000, 200_000)
OURS = Image((SYSTEM, SERVICE))
OTHERS = {
    "previous": Image((SYSTEM,)),
    "naive": Image((Layer("sha256:c", "RUN all", 457_000_000, 162_000_000),)),
}


def test_the_table_has_a_line_for_each_layer_and_each_comparison() -> None:
    """Sizes stand below each other."""
    assert [
        "     size  compressed  layer",
        "  40.0 MB     16.0 MB  COPY --from=system / /",
        "   0.5 MB      0.2 MB  COPY --from=service / /",
        "  40.5 MB     16.2 MB  the image",
        "  40.0 MB     16.0 MB  the last release: this is 1 % larger, "
        "compressed 1 % larger",
        " 457.0 MB    162.0 MB  a naive image: this is 91 % smaller, "
        "compressed 90 % smaller",
    ] == image_report.table(OURS, OTHERS).splitlines()


def test_an_empty_image_to_compare_with_is_no_division_by_zero() -> None:
    """It is larger than nothing."""
    said = image_report.table(OURS, {"previous": Image(())})
    assert "this is larger than nothing" in said


def test_the_document_is_what_the_page_draws() -> None:
    """The layers, the sums, and the others' sums."""
    document = json.loads(image_report.document(OURS, OTHERS))
    assert ["sha256:a", "sha256:b"] == [it["digest"] for it in document["layers"]]
    assert (40_500_000, 16_200_000) == (document["size"], document["compressed"])
    assert {"size": 457_000_000, "compressed": 162_000_000} == document["naive"]
    assert "previous" not in json.loads(image_report.document(OURS, {}))
