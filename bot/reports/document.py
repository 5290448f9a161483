"""Fills in a report. A school can put its own template in the place of ours."""

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import structlog

log = structlog.get_logger()
REPORT = "evaluation_report"
SHIPPED = Path(__file__).parent
NAMES = {"nl": "evaluatie.docx", "en": "evaluation.docx"}


def draw_report(picture: Mapping[str, str], folder: Path | None) -> bytes:
    """Give the file; a template of one's own that cannot be filled in is left for the one that ships, and logged."""
    facts = json.loads(picture["facts"])
    own = own_template(folder, picture["school"], picture["language"])
    if own is not None:
        try:
            return fill_in(own, facts)
        except Exception as error:  # noqa: BLE001  # whatever is wrong with it, the chair must get a report
            log.error("report_template_broken", file=own.name, error=type(error).__name__)  # noqa: TRY400
    return fill_in(SHIPPED / NAMES[picture["language"]], facts)


def own_template(folder: Path | None, school: str, language: str) -> Path | None:
    """Give the template of a school, else the one for all schools in this language; None where there is none."""
    wanted = [folder / f"{school}.docx", folder / NAMES[language]] if folder else []
    return next((file for file in wanted if file.is_file()), None)


def fill_in(template: Path, facts: Mapping[str, Any]) -> bytes:
    """Fill in a template; what it asks for and does not get is an error."""
    # It takes a quarter of a second to load.
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # noqa: PLC0415
    from jinja2 import StrictUndefined  # noqa: PLC0415
    from jinja2.sandbox import SandboxedEnvironment  # noqa: PLC0415

    document = DocxTemplate(template)
    document.render(dict(facts), SandboxedEnvironment(undefined=StrictUndefined), autoescape=True)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
