"""Which metrics does an expression ask for?"""

import pytest

from monitoring.promql import metrics


@pytest.mark.parametrize(
    ("expression", "named"),
    [
        ("up", {"up"}),
        ("up == 0", {"up"}),
        (
            'sum by (job) (rate(http_requests_total{status=~"5.."}[5m]))',
            "http_requests_total",
        ),
        ('sum(rate(a_total{b="c_total"}[5m])) by (b)', "a_total"),
        ("a / on (pod) group_left (node) b", {"a", "b"}),
        ("a and on () b unless ignoring (c, d) e or f", {"a", "b", "e", "f"}),
        (
            "namespace:http_requests:rate5m * 3600 > 14.4 * 0.001",
            "namespace:http_requests:rate5m",
        ),
        ("predict_linear(disk_bytes[6h], 24 * 3600) < 0", "disk_bytes"),
        ("a offset 1h > bool 1e3", {"a"}),
        ("a @ end()", {"a"}),
        ("absent(up{job='x'})", {"up"}),
        ('{__name__="a", b="c"}', {"a"}),
        ('label_replace(a, "b", "$1", "c", "(.+)")', {"a"}),
        ("vector(1)", set()),
        ("-Inf + NaN + 0x1F", set()),
        ("topk by (a) (1, max by (b) (c))", {"c"}),
        ("max_over_time(rate(a[1m])[1h:5m])", {"a"}),
        ("a # b\n+ c", {"a", "c"}),
        ("histogram_quantile(0.99, sum by (le) (rate(a_bucket[5m])))", "a_bucket"),
        ("a{b=\"}\"} + c{d='{'}", {"a", "c"}),
        ('sum(rate(a{n="{{args.namespace}}"}[1m]))', {"a"}),
        ("a > {{args.b}}", {"a"}),
    ],
)
def test_names_of_metrics_are_told_from_all_other_words(
    expression: str, named: set[str] | str
) -> None:
    """From functions, labels, values, numbers and comments."""
    assert ({named} if isinstance(named, str) else named) == metrics(expression)


def test_a_bracket_that_is_never_closed_is_refused() -> None:
    """What follows it would not be read."""
    with pytest.raises(ValueError, match="never closed; add '}'"):
        metrics('up{job="x"')
