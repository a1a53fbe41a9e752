"""Match labels against selectors."""

from collections.abc import Mapping

from pipeline.core.contracts.reading.objects import (
    at,
    items,
    mapping,
    text,
    texts,
    words,
)


def selects(selector: object, labels: Mapping[str, str]) -> bool:
    """Say whether a selector with matchLabels and matchExpressions takes labels.

    An empty selector takes everything, as a cluster reads it.
    """
    return has(words(at(selector, "matchLabels")), labels) and all(
        _holds(each, labels) for each in items(at(selector, "matchExpressions"))
    )


def has(wanted: Mapping[str, str], labels: Mapping[str, str]) -> bool:
    """Say whether labels hold all that is wanted."""
    return wanted.items() <= labels.items()


def is_empty(selector: object) -> bool:
    """Say whether a selector leaves everything open."""
    return not any(mapping(selector).values())


def _holds(expression: object, labels: Mapping[str, str]) -> bool:
    key, values = text(at(expression, "key")), texts(at(expression, "values"))
    match at(expression, "operator"):
        case "In":
            return labels.get(key) in values
        case "NotIn":
            return labels.get(key) not in values
        case "Exists":
            return key in labels
        case "DoesNotExist":
            return key not in labels
    return False


def shown(selector: object) -> str:
    """Say a selector as people write it: a=b, c in (d, e)."""
    parts = [
        f"{key}={value}" for key, value in words(at(selector, "matchLabels")).items()
    ]
    for each in items(at(selector, "matchExpressions")):
        values = ", ".join(texts(at(each, "values")))
        said = f"{text(at(each, 'key'))} {text(at(each, 'operator'))}"
        parts.append(f"{said} ({values})" if values else said)
    return ", ".join(parts)
