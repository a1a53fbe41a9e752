"""Make the JSON that Grafana imports out of a dashboard."""

import json
from pathlib import Path

from grafana_foundation_sdk.builders import common as shared
from grafana_foundation_sdk.builders import dashboard as built
from grafana_foundation_sdk.builders import prometheus, timeseries
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.common import (
    GraphTresholdsStyleMode,
    LegendDisplayMode,
    LegendPlacement,
    StackingMode,
    VisibilityMode,
)
from grafana_foundation_sdk.models.dashboard import (
    DashboardCursorSync,
    DataSourceRef,
    Threshold,
    ThresholdsMode,
)

from monitoring.boards import ALL
from monitoring.panels import Dashboard, Panel

FOLDER = Path(__file__).parent / "dashboards"
SOURCE = DataSourceRef(type_val="prometheus", uid="${datasource}")
NAMESPACES = 'label_values(up{job="release-ledger"}, namespace)'
WIDTH, HEIGHT = 12, 8


def document(dashboard: Dashboard) -> str:
    """Return a dashboard as Grafana imports it."""
    builder = (
        built.Dashboard(dashboard.title)
        .uid(f"release-ledger-{dashboard.name}")
        .tags(["release-ledger"])
        .readonly()
        .tooltip(DashboardCursorSync.CROSSHAIR)
        .timezone("utc")
        .refresh("30s")
        .time("now-3h", "now")
        .with_variable(
            built.DatasourceVariable("datasource")
            .label("Prometheus")
            .type("prometheus")
        )
    )
    if dashboard.chosen:
        builder = builder.with_variable(
            built.QueryVariable("namespace")
            .label("Environment")
            .datasource(SOURCE)
            .query(NAMESPACES)
        )
    for panel in dashboard.panels:
        builder = builder.with_panel(plot(panel))
    return json.dumps(builder.build(), cls=JSONEncoder, indent=2, sort_keys=True) + "\n"


def plot(panel: Panel) -> timeseries.Panel:
    """Return the builder of a panel."""
    builder = (
        timeseries.Panel()
        .title(panel.title)
        .datasource(SOURCE)
        .unit(panel.unit.value)
        .min(0)
        .span(WIDTH)
        .height(HEIGHT)
        .line_width(2)
        .fill_opacity(60 if panel.stacked else 8)
        .show_points(VisibilityMode.NEVER)
        .legend(
            shared.VizLegendOptions()
            .show_legend(True)
            .display_mode(LegendDisplayMode.TABLE)
            .placement(LegendPlacement.BOTTOM)
            .calcs(["lastNotNull"])
        )
    )
    if panel.top is not None:
        builder = builder.max(panel.top)
    if panel.stacked:
        builder = builder.stacking(shared.StackingConfig().mode(StackingMode.NORMAL))
    if panel.threshold:
        line = shared.GraphThresholdsStyleConfig().mode(GraphTresholdsStyleMode.DASHED)
        steps = [
            # The base has no value: it is everything below the first one.
            Threshold(value=None, color="transparent"),
            Threshold(value=panel.threshold.value, color="red"),
        ]
        limits = built.ThresholdsConfig().mode(ThresholdsMode.ABSOLUTE).steps(steps)
        builder = builder.thresholds_style(line).thresholds(limits)
    for number, query in enumerate(panel.queries):
        builder = builder.with_target(
            prometheus.Dataquery()
            .expr(query.expression)
            .legend_format(query.legend)
            .range()
            .ref_id(chr(ord("A") + number))
        )
    return builder


def files() -> dict[str, str]:
    """Return all dashboards, by the name of their file."""
    return {f"{each.name}.json": document(each) for each in ALL}


def write(into: Path = FOLDER) -> None:
    """Write all dashboards, and drop those that are gone."""
    into.mkdir(parents=True, exist_ok=True)
    wanted = files()
    for file in into.glob("*.json"):
        if file.name not in wanted:
            file.unlink()
    for name, text in wanted.items():
        (into / name).write_text(text)
