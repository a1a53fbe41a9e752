"""Write what is generated: `python3 -m monitoring rules|dashboards|pictures`."""

import argparse
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitoring import plain_rules
from monitoring.boards import ALL
from monitoring.panels import Dashboard
from monitoring.picture import draw
from monitoring.series import SeriesError, Span, ask

POINTS = 240


def main(words: list[str]) -> int:
    """Run one of the commands."""
    given = parser().parse_args(words)
    match given.command:
        case "rules":
            plain_rules.write()
        case "dashboards":
            # Only who generates them needs the library.
            from monitoring import grafana

            grafana.write()
        case _:
            return pictures(given)
    return 0


def parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    described = argparse.ArgumentParser(prog="monitoring", description=__doc__)
    commands = described.add_subparsers(dest="command", required=True)
    commands.add_parser("rules", help="write the rule files of a plain Prometheus")
    commands.add_parser("dashboards", help="write the dashboards for Grafana")
    drawing = commands.add_parser("pictures", help="draw the dashboards as SVG")
    drawing.add_argument("address", help="of a Prometheus, http://127.0.0.1:9090")
    drawing.add_argument("--namespace", default="release-ledger-production")
    drawing.add_argument("--minutes", type=float, default=60)
    drawing.add_argument("--into", type=Path, default=Path("docs/dashboards"))
    return described


def pictures(given: argparse.Namespace) -> int:
    """Draw all dashboards from a Prometheus."""
    end = datetime.now(UTC)
    start = end - timedelta(minutes=given.minutes)
    span = Span(start, end, max(1.0, given.minutes * 60 / POINTS))
    given.into.mkdir(parents=True, exist_ok=True)
    try:
        for dashboard in ALL:
            drawn = picture(dashboard, given.address, given.namespace, span)
            (given.into / f"{dashboard.name}.svg").write_text(drawn)
    except SeriesError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def picture(dashboard: Dashboard, address: str, namespace: str, span: Span) -> str:
    """Draw a dashboard from a Prometheus."""
    results = {
        query.expression: ask(
            address, query.expression.replace("$namespace", namespace), span
        )
        for panel in dashboard.panels
        for query in panel.queries
    }
    return draw(dashboard, results, span, namespace if dashboard.chosen else "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
