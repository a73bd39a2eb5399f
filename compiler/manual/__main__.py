"""``python -m tiaowen.compiler.manual``: writes the pages of forms and findings into the checkout's ``docs/manual``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tiaowen.compiler.manual.form_load import all_forms
from tiaowen.compiler.manual.form_pages import form_documents
from tiaowen.compiler.manual.load import all_pages
from tiaowen.compiler.manual.markdown import documents
from tiaowen.compiler.manual.names_page import names_page
from tiaowen.dsl.tree import Language

FOLDER = Path(__file__).resolve().parent.parent.parent / "docs" / "manual"


def main() -> None:
    """Write the pages, and remove those of findings that are gone."""
    for language in Language:
        _write(FOLDER / language.value / "findings", documents(all_pages(), language))
        _write(FOLDER / language.value / "forms", form_documents(all_forms(), language))
        (FOLDER / language.value / "names.md").write_text(names_page(language), encoding="utf-8")


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*.md"):
        if stale.name not in texts:
            stale.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
