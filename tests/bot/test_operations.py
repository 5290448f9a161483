"""What the operations guide and the deploy files say is what the program knows."""

import re
import tomllib
from pathlib import Path

import pytest

from bot import metrics
from bot.config import PREFIX, Settings

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
DEPLOY = {file.name: file.read_text(encoding="utf-8") for file in (ROOT / "deploy").iterdir() if file.is_file()}
KNOWN = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
REPORTS = (ROOT / "docs/report.md").read_text(encoding="utf-8")
OF_OTHERS = {"WEGWIJS_DOMAIN", "WEGWIJS_BOT"}
"""Read by the proxy, and by the commands that print a link."""


def test_every_setting_in_the_guide_and_the_deploy_files_exists() -> None:
    named = set(re.findall(rf"{PREFIX}[A-Z_]+", GUIDE + "".join(DEPLOY.values())))
    assert named - OF_OTHERS <= KNOWN


def test_every_setting_stands_in_a_guide() -> None:
    assert set(re.findall(rf"{PREFIX}[A-Z_]+", GUIDE + REPORTS)) >= KNOWN


def test_every_metric_in_the_guide_exists() -> None:
    made = {sample.name for family in metrics.REGISTRY.collect() for sample in family.samples}
    made |= {family.name for family in metrics.REGISTRY.collect()} | {"wegwijs_sends_total"}
    named = set(re.findall(r"`(wegwijs_[a-z_]+)[`{]", GUIDE))
    assert named
    assert named <= made


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yaml"])
def test_a_container_has_time_to_finish_what_is_in_hand(name: str) -> None:
    assert {"Dockerfile": "STOPSIGNAL SIGTERM", "compose.yaml": "stop_grace_period: 15s"}[name] in DEPLOY[name]


def test_the_container_runs_the_python_the_project_asks_for() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert set(re.findall(r"FROM python:([0-9.]+)-slim", DEPLOY["Dockerfile"])) == {asked.removeprefix(">=")}
