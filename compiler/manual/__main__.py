"""``python -m tiaowen.compiler.manual``: writes the pages of all findings into ``docs/manual`` of the checkout."""

from __future__ import annotations

from pathlib import Path

from tiaowen.compiler.manual.load import all_pages
from tiaowen.compiler.manual.markdown import documents
from tiaowen.dsl.tree import Language

FOLDER = Path(__file__).resolve().parent.parent.parent / "docs" / "manual"


def main() -> None:
    """Write the pages, and remove those of findings that are gone."""
    for language in Language:
        folder = FOLDER / language.value / "findings"
        folder.mkdir(parents=True, exist_ok=True)
        texts = documents(all_pages(), language)
        for stale in folder.glob("*.md"):
            if stale.name not in texts:
                stale.unlink()
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
