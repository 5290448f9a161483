"""What is counted for those who keep the program running; never who, never what was said."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server

REGISTRY = CollectorRegistry()
HANDLING = Histogram(
    "wegwijs_handling_seconds",
    "Time to handle one update, its transaction included",
    registry=REGISTRY,
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
UPDATES = Counter("wegwijs_updates", "Updates handled, by outcome", ["outcome"], registry=REGISTRY)
SENDS = Counter(
    "wegwijs_sends", "Requests to Telegram, by method and outcome", ["method", "outcome"], registry=REGISTRY
)
INBOX_WAITING = Gauge("wegwijs_inbox_waiting", "Updates that wait to be handled", registry=REGISTRY)
INBOX_LAG = Gauge("wegwijs_inbox_lag_seconds", "How long the oldest of them has waited", registry=REGISTRY)
OUTBOX_WAITING = Gauge("wegwijs_outbox_waiting", "Messages that may be sent now and are not", registry=REGISTRY)
OUTBOX_LAG = Gauge("wegwijs_outbox_lag_seconds", "How long the oldest of them has waited", registry=REGISTRY)
SET_ASIDE = Gauge("wegwijs_inbox_set_aside", "Updates that could not be handled", registry=REGISTRY)
OPEN_CASES = Gauge("wegwijs_open_cases", "Cases that are not closed", registry=REGISTRY)
LEADING = Gauge("wegwijs_leading", "1 where this replica sends and watches the clock", registry=REGISTRY)
AUDITED = Gauge("wegwijs_audited_timestamp_seconds", "When every open case was last audited", registry=REGISTRY)
AUDIT_FAULTS = Gauge("wegwijs_audit_faults", "Open cases without a future at that audit", registry=REGISTRY)


def serve(host: str, port: int) -> None:
    """Show the figures at http://host:port/metrics from a thread of its own; raises OSError when the port is taken."""
    start_http_server(port, addr=host, registry=REGISTRY)
