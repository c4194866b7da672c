"""Makes ``report.docx``, our own Word template: ``python -m ligzda.documents.make_template``."""

from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm, Pt, RGBColor

TEXT, MUTED = RGBColor(0x26, 0x22, 0x1D), RGBColor(0x5E, 0x57, 0x4D)
SIZES = {"Title": 20, "Heading 1": 14, "Heading 2": 12, "Normal": 10.5, "Caption": 9.5}


def make(path: Path) -> None:
    """A4, quiet type, a title, facts, the body, a footer."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(20), Mm(22)
    for name, size in SIZES.items():
        style = document.styles[name] if name in document.styles else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.font.name, style.font.size = "Liberation Sans", Pt(size)
        style.font.color.rgb = MUTED if name == "Caption" else TEXT
        style.font.bold = name.startswith(("Title", "Heading"))
        style.font.italic = False
    document.add_paragraph("{{ title }}", style="Title")
    for line in ("{%p for line in lead %}", "{{ line }}", "{%p endfor %}", "{%p for fact in facts %}", "{{ fact.name }}: {{ fact.value }}"):
        document.add_paragraph(line, style="Caption" if line == "{{ line }}" else "Normal")
    for line in ("{%p endfor %}", "{{ body }}"):
        document.add_paragraph(line)
    section.footer.paragraphs[0].text = "{{ footer }}"
    section.footer.paragraphs[0].style = document.styles["Caption"]
    document.save(str(path))


if __name__ == "__main__":
    make(Path(__file__).parent / "report.docx")
