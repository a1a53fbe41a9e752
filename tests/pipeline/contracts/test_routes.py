"""Which routes does the code answer?"""

from pathlib import Path

import pytest

from pipeline.core.contracts.reading.routes import routes
from pipeline.core.contracts.traffic.probes import answers

ROOT = Path(__file__).parent.parent.parent.parent


@pytest.mark.parametrize(
    ("source", "found"),
    [
        pytest.param('@app.route("/a")\ndef f(): ...', {"/a"}, id="a route"),
        pytest.param('@bp.get("/a")\nasync def f(): ...', {"/a"}, id="a method"),
        pytest.param('app.add_url_rule("/a", view_func=f)', {"/a"}, id="a rule"),
        pytest.param('A = "/a"\n@app.post(A)\ndef f(): ...', {"/a"}, id="by its name"),
        pytest.param(
            'bp = Blueprint("b", __name__, url_prefix="/b")\n'
            '@bp.get("/a")\ndef f(): ...\n@bp.get("")\ndef g(): ...',
            {"/b/a", "/b"},
            id="a blueprint",
        ),
        pytest.param(
            'bp = Blueprint("b", __name__)\n@bp.get("/a")\ndef f(): ...\n'
            'app.register_blueprint(bp, url_prefix="/v1")',
            {"/a", "/v1/a"},
            id="registered with a prefix",
        ),
        pytest.param('requests.get("http://x/a"); d.get("a")', set(), id="other gets"),
        pytest.param(
            '@app.get(f"/{name}")\ndef f(): ...', set(), id="made at run time"
        ),
        pytest.param("def f(:", set(), id="no Python"),
    ],
)
def test_routes_are_found_in_the_text(source: str, found: set[str]) -> None:
    """Nothing is imported, and nothing run."""
    assert found == routes({"app.py": source})


@pytest.mark.parametrize(
    ("route", "path", "answered"),
    [
        ("/healthz", "/healthz", True),
        ("/healthz", "/healthz?full=1", True),
        ("/healthz", "/healthz/", False),
        ("/health/", "/health", True),
        ("/total/<int:price>/<count>", "/total/1/2", True),
        ("/total/<int:price>", "/total/1/2", False),
        ("/files/<path:name>", "/files/a/b", True),
        ("/a.b", "/axb", False),
    ],
)
def test_a_path_is_answered_by_a_route(route: str, path: str, answered: bool) -> None:
    """As Werkzeug would match it."""
    assert answered is answers(frozenset((route,)), path)


def test_the_routes_of_this_service_are_found() -> None:
    """Those that a probe asks among them."""
    sources = {str(file): file.read_text() for file in (ROOT / "app").rglob("*.py")}
    assert {"/healthz", "/readyz", "/version"} <= routes(sources)
