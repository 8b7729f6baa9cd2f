"""Says to machines whether the desk works: /healthz for whoever restarts it, /metrics for Prometheus."""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from dateline.errors import DatelineError
from dateline.pipeline import health
from dateline.web.current import address_of, desk, now

# Who may read the metrics from afar: what scrapes them sends it as "Authorization: Bearer ...".
TOKEN = "DATELINE_METRICS_TOKEN"  # noqa: S105 - the name of a variable
NEAR = frozenset({"127.0.0.1", "::1"})


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when pages can be served and work be kept, else 503; a word on each part, no secrets."""
    try:
        parts = health.parts(desk(), now())
    except DatelineError as error:
        return JsonResponse({"ok": False, "database": error.problem}, status=503)
    ok = all(part == health.FINE for part in (parts["database"], parts["archive"]))
    return JsonResponse({"ok": ok, **parts}, status=200 if ok else 503)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Give counts of the desk to Prometheus: from this machine, or with the token."""
    if not _may_read(request):
        return HttpResponseForbidden("metrics are for this machine, or for who has the token\n")
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Counts())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Counts:
    """The desk's counts as they stand; every process of the server tells the same."""

    def collect(self) -> Iterator[Metric]:
        """Yield each metric with its values."""
        for name, told, label, values in health.counted(desk(), now()):
            found = GaugeMetricFamily(name, told, labels=[label] if label else None)
            for key, value in values.items():
                found.add_metric([key] if label else [], value)
            yield found


def _may_read(request: HttpRequest) -> bool:
    token = os.environ.get(TOKEN, "")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return True
    # A proxy on this machine passes on who asked: those from afar are not near.
    passed = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return address_of(request) in NEAR and not passed
