"""The cases in `tests/cases/absence.toml`: an expert adds one without writing Python."""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from bot.assess import assess_lines

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "absence.toml").read_text(encoding="utf-8"))["case"]


def _verdict(case):
    events = [{"last_day": None} | event if event["kind"] == "sick" else event for event in case["events"]]
    history = {"id": case["name"], "on": case["on"], "closed_days": case.get("closed_days", []), "events": events}
    line = json.dumps(history, default=date.isoformat)
    return json.loads(next(assess_lines([line], mazl_window=case.get("mazl_window", "calendar"))))


def _told(verdict):
    findings = verdict["findings"]
    return {
        "findings": [f"{finding['rule']} {finding['fired_on']}" for finding in findings],
        "evidence": [day for finding in findings for day in finding["evidence"]],
        "due": [finding["due"] for finding in findings if finding["due"]],
        "reports": verdict["reports"],
        "spells": verdict["spells"],
        "band": verdict["band"] or "",
        "ignored": [f"{ignored['event']} {ignored['reason']}" for ignored in verdict["ignored"]],
        "progress": verdict["progress"],
    }


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_rules_say_what_the_case_says(case):
    told = _told(_verdict(case))

    for name in case.keys() & told.keys() - {"progress"}:
        assert told[name] == json.loads(json.dumps(case[name], default=date.isoformat)), name
    assert case.get("progress", {}).items() <= told["progress"].items()


def test_no_two_cases_have_the_same_name():
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names)) >= 45
