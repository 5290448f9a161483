"""Makes the templates that ship, the same each time: `python -m bot.reports.make`.

A template is a Word file with fields as {{ school }}; docs/report.md lists them. Change its looks here, or in Word.
"""

import sys
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from bot.render import Renderer
from bot.reports.document import NAMES, SHIPPED
from knowledge.tables import knowledge

FONT, INK, QUIET = "Arial", RGBColor(0x14, 0x25, 0x2B), RGBColor(0x4D, 0x60, 0x68)
HOUSE = RGBColor(0x0B, 0x59, 0x64)
MADE = datetime(2026, 11, 21, tzinfo=UTC)
PACKED = (2026, 11, 21, 0, 0, 0)
LABEL_WIDTH, VALUE_WIDTH = Cm(5.2), Cm(11.4)
FACTS = ("school", "day", "period", "team", "address", "due")
VALUES = {"period": "{{ first }} %(until)s {{ last }}"}


def make(language: str) -> bytes:
    """Give the template in a language."""
    lines = Renderer(knowledge()).words("report_words", language).splitlines()
    words = dict(line.split(": ", 1) for line in lines if line.strip())
    document = Document()
    _set_up(document, words["title"])
    _heading(document, words["title"], Pt(20))
    _facts(document, words)
    _note(document, "{%p if masked %}", words["masked"], "{%p endif %}")
    _line(document, words["yellow"], size=Pt(9), marked=True)
    _parts(document, words)
    _line(document, words["source"], size=Pt(8), colour=QUIET, before=Pt(14))
    _footer(document, f"{words['made']} {{{{ made_on }}}} · {words['page']} ")
    return _packed(document)


def _parts(document: WordDocument, words: Mapping[str, str]) -> None:
    _plain(document, "{%p for part in parts %}")
    _heading(document, "{{ part.title }}", Pt(14))
    _plain(document, "{%p for question in part.questions %}")
    _line(document, "{% if question.under %}– {% endif %}{{ question.text }}", bold=True, before=Pt(8), keep=True)
    _note(document, "{%p if question.added %}", "{{ question.added }}", "{%p endif %}")
    _plain(document, "{%p for line in question.lines %}")
    _plain(document, "{%p if line.unknown %}")
    _bullet(document, "{{ line.text }}", marked=True)
    _plain(document, "{%p else %}")
    _bullet(document, "{{ line.text }}")
    _plain(document, "{%p endif %}")
    _plain(document, "{%p endfor %}")
    _plain(document, "{%p if question.answers %}")
    _line(document, words["brought"], size=Pt(9), colour=QUIET, keep=True)
    _plain(document, "{%p for answer in question.answers %}")
    _bullet(document, "«{{ answer }}»")
    _plain(document, "{%p endfor %}")
    _plain(document, "{%p endif %}")
    _plain(document, "{%p if question.open %}")
    _line(document, f"{words['fill']} ", marked=True)
    _plain(document, "{%p endif %}")
    _plain(document, "{%p endfor %}")
    _plain(document, "{%p endfor %}")


def _set_up(document: WordDocument, title: str) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin = page.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = FONT, Pt(10.5), INK
    normal.paragraph_format.space_after = Pt(3)
    document.styles["Footer"].font.size = Pt(8)
    told = document.core_properties
    told.title, told.author, told.created, told.modified = title, "Wegwijs", MADE, MADE
    told.last_modified_by, told.comments = "Wegwijs", ""


def _facts(document: WordDocument, words: Mapping[str, str]) -> None:
    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    table.columns[0].width, table.columns[1].width = LABEL_WIDTH, VALUE_WIDTH
    for name in FACTS:
        label, value = table.add_row().cells
        label.width, value.width = LABEL_WIDTH, VALUE_WIDTH
        _say(label.paragraphs[0], words[name], colour=QUIET)
        _say(value.paragraphs[0], VALUES.get(name, f"{{{{ {name} }}}}") % words, bold=name == "school")


def _heading(document: WordDocument, words: str, size: Pt) -> None:
    heading = document.add_heading(level=1 if size > Pt(16) else 2)
    heading.paragraph_format.space_before = Pt(0) if size > Pt(16) else Pt(16)
    heading.paragraph_format.space_after = Pt(6)
    _say(heading, words, size=size, bold=True, colour=HOUSE)


def _line(document: WordDocument, words: str, *, before: Pt | None = None, keep: bool = False, **looks: Any) -> None:
    line = document.add_paragraph()
    line.paragraph_format.space_before = before
    line.paragraph_format.keep_with_next = keep
    _say(line, words, **looks)


def _note(document: WordDocument, opens: str, words: str, closes: str) -> None:
    _plain(document, opens)
    _line(document, words, size=Pt(9), colour=QUIET, italic=True)
    _plain(document, closes)


def _bullet(document: WordDocument, words: str, **looks: Any) -> None:
    _say(document.add_paragraph(style="List Bullet"), words, **looks)


def _plain(document: WordDocument, field: str) -> None:
    """Write a paragraph that only steers: it is gone when the template is filled in."""
    document.add_paragraph(field)


def _say(paragraph: Paragraph, words: str, *, marked: bool = False, **looks: Any) -> None:
    run = paragraph.add_run(words)
    run.font.name, run.font.size = FONT, looks.get("size")
    run.font.bold, run.font.italic = looks.get("bold"), looks.get("italic")
    run.font.color.rgb = looks.get("colour", INK)
    if marked:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _footer(document: WordDocument, words: str) -> None:
    line = document.sections[0].footer.paragraphs[0]
    _say(line, words, size=Pt(8), colour=QUIET)
    number = line.add_run()
    number.font.size, number.font.color.rgb = Pt(8), QUIET
    for kind in ("begin", "end"):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        if kind == "end":
            field = OxmlElement("w:instrText")
            field.text = "PAGE"
            number._element.append(field)  # noqa: SLF001  # the library knows no page numbers
        number._element.append(mark)  # noqa: SLF001


def _packed(document: WordDocument) -> bytes:
    """Pack the file with the same times in it whenever it is made."""
    made, packed = BytesIO(), BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            target.writestr(zipfile.ZipInfo(name, PACKED), source.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def main(folder: Path = SHIPPED) -> None:
    """Write the templates."""
    for language, name in NAMES.items():
        (folder / name).write_bytes(make(language))
        sys.stdout.write(f"{folder / name}\n")


if __name__ == "__main__":
    main()
