"""Which metrics does a query read?"""

import pytest

from pipeline.core.contracts.reading.promql import metrics


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("up", {"up"}),
        ('sum by (job, route) (rate(http_requests_total{status=~"5.."}[5m]))', {1}),
        ("sum(rate(http_requests_total[5m])) by (route)", {1}),
        ("topk(3, http_requests_total)", {1}),
        ("a + on (x) group_left (y) b", {"a", "b"}),
        ("a and ignoring (x) b or c unless d", {"a", "b", "c", "d"}),
        ("a offset 5m > bool 3", {"a"}),
        ("a @ end()", {"a"}),
        ("job:errors:ratio_rate5m > 14.4 * 0.01", {"job:errors:ratio_rate5m"}),
        ('{__name__="up", job="x"}', {"up"}),
        ('{__name__=~"up.*"}', set()),
        ("histogram_quantile(0.99, sum by (le) (a_bucket))", {"a_bucket"}),
        ("a # not b\n/ c", {"a", "c"}),
        ("rate(a[$__rate_interval]) * $factor + ${other:text}", {"a"}),
        ('a{x="{{args.service}}"}[{{args.window}}]', {"a"}),
        ("'up' == \"up\"", set()),
        ("vector(1) / Inf - NaN", set()),
        ("max_over_time(sum(a)[1h:5m])", {"a"}),
        ('label_replace(a, "b", "$1", "c", "(.*)")', {"a"}),
        ("sum without (pod) (a)", {"a"}),
        ("a{by='x', without!~'y'}", {"a"}),
        ('sum(rate(a{b="c_total"}[5m])) by (b)', {"a"}),
        ("predict_linear(a[6h], 24 * 3600) < 0", {"a"}),
        ("absent(up{job='x'})", {"up"}),
        ("-Inf + NaN + 0x1F + 1e3", set()),
        ("topk by (a) (1, max by (b) (c))", {"c"}),
        ("a{b=\"}\"} + c{d='{'}", {"a", "c"}),
        ("a > {{args.b}}", {"a"}),
        ("up == 0", {"up"}),
        ("a and on () b unless ignoring (c, d) e or f", {"a", "b", "e", "f"}),
        ("a:b:rate5m * 3600 > 14.4 * 0.001", {"a:b:rate5m"}),
        ("a offset 1h > bool 1e3", {"a"}),
        ('{__name__="a", b="c"}', {"a"}),
        ("max_over_time(rate(a[1m])[1h:5m])", {"a"}),
        ("histogram_quantile(0.99, sum by (le) (rate(a_bucket[5m])))", {"a_bucket"}),
        ('sum(rate(a{n="{{args.namespace}}"}[1m]))', {"a"}),
        ("a # b\n+ c", {"a", "c"}),
    ],
)
def test_only_metrics_are_names(query: str, names: set[object]) -> None:
    """Not labels, functions, operators, texts or durations."""
    expected = {"http_requests_total" if each == 1 else each for each in names}
    assert expected == metrics(query)
