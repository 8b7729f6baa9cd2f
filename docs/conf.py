"""Settings of the documentation site: Sphinx reads the Markdown of this folder and asks no server."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
VERSION = next(
    line.split('"')[1]
    for line in (ROOT / "src/dateline/__init__.py").read_text(encoding="utf-8").splitlines()
    if line.startswith("__version__")
)

project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["name"].title()
release = version = VERSION
author = "the Dateline authors"
html_title = f"{project} {release}"

extensions = ["myst_parser"]
exclude_patterns = ["schema"]
source_suffix = {".md": "markdown"}
# Headings are link targets as code hosts make them.
myst_heading_anchors = 4
# A request without its "HTTP/1.1", and DuckDB's structs in SQL, are shown as they are typed.
suppress_warnings = ["misc.highlighting_failure"]

html_theme = "furo"
html_static_path = ["site"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_show_copyright = False
html_use_index = False
html_copy_source = False
html_show_sourcelink = False
# The colours and faces of Dateline's own pages (publish/assets/style.css); no font is fetched.
_SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif'
_MONO = 'ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace'
html_theme_options = {
    "light_css_variables": {
        "font-stack": _SANS,
        "font-stack--monospace": _MONO,
        "color-background-primary": "#fdfcf9",
        "color-background-secondary": "#f6f3ea",
        "color-foreground-primary": "#1b1b1a",
        "color-foreground-secondary": "#4d4b46",
        "color-foreground-muted": "#5d5a54",
        "color-background-border": "#d9d5ca",
        "color-brand-primary": "#1b1b1a",
        "color-brand-content": "#173f7d",
    },
    "dark_css_variables": {
        "color-background-primary": "#161614",
        "color-background-secondary": "#1d1c19",
        "color-foreground-primary": "#e9e6df",
        "color-foreground-secondary": "#c4c0b6",
        "color-foreground-muted": "#a8a49a",
        "color-background-border": "#3a3833",
        "color-brand-primary": "#e9e6df",
        "color-brand-content": "#a9c6f5",
    },
}


def menu(_app: object, page: str, source: list[str]) -> None:
    """Make the menu of the lists in index.md, so that a code host shows lists and no directives."""
    if page != "index":
        return
    for group in source[0].split("\n## ")[1:]:
        caption, _, text = group.partition("\n")
        pages = "\n".join(re.findall(r"^- \[.+?\]\((\S+)\.md\)", text, re.MULTILINE))
        source[0] += f"\n```{{toctree}}\n:caption: {caption}\n:hidden:\n\n{pages}\n```\n"


def reachable(_app: object, _page: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    """Let the keyboard scroll what is wider than a phone, and give the menu's captions their level."""
    tree = context["furo_navigation_tree"]
    context["furo_navigation_tree"] = tree.replace('role="heading"', 'role="heading" aria-level="2"')
    scrolls = r'<(pre|div class="table-wrapper[^"]*")'
    if "body" in context:
        context["body"] = re.sub(scrolls, r'<\1 tabindex="0"', context["body"])


def setup(app: Any) -> None:
    app.connect("source-read", menu)
    app.connect("html-page-context", reachable, priority=900)  # after the theme has made its menu
