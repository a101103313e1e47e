"""Evaluates Jinja with the settings of Hugging Face transformers: the goldens of JinjaTemplateTest.

    python evaluate_expressions.py     # reads templates.txt beside the goldens, writes goldens.json and versions.txt
"""

import json
from importlib.metadata import version
from pathlib import Path

from render_templates import FixedNow
from transformers.utils import chat_template_utils

FOLDER = Path(__file__).parent.parent / "resources/io/telltale/engine/text/jinja"
VARIABLES = {
    "text": "Hello, wörld 👩‍👩‍👧!", "blank": "", "spaced": "\u00a0 \tx y\u3000\n", "lines": "a\nb\n\nc\n", "no": None, "yes": True,
    "whole": 7, "negative": -7, "large": 123456789012345678901234567890, "real": 2.5, "tiny": 1e-7, "huge": 1e16,
    "list": [3, 1, 2], "words": ["b", "A", "c", "a"], "empty": [], "mixed": [1, "1", True, None, 1.0, [], {}],
    "table": {"b": 1, "a": {"items": [1, 2], "copy": "c", "x": None}, "Z": "z"},
    "people": [{"name": "Ann", "age": 30, "pet": {"kind": "cat"}}, {"name": "bob", "age": 25}, {"name": "Cid", "age": 30}],
    "quotes": "it's \"so\" \\ \n\t\x01\x7f é 漢 \u2028",
}


def evaluated(source):
    try:
        texts, _ = chat_template_utils.render_jinja_template([[{"role": "user", "content": "hi"}]], chat_template=source,
                                                             **VARIABLES)
        return {"text": texts[0]}
    except Exception as refused:
        return {"refused": f"{type(refused).__name__}: {refused}"}


def write(name, value):
    (FOLDER / name).write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main():
    chat_template_utils.datetime = FixedNow
    blocks = (FOLDER / "templates.txt").read_text(encoding="utf-8").split("\n----\n")
    sources = [line for block in blocks[:1] for line in block.splitlines() if line] + blocks[1:]
    write("variables.json", VARIABLES)
    write("goldens.json", [{"template": source, **evaluated(source)} for source in sources])
    (FOLDER / "versions.txt").write_text("".join(f"{name} {version(name)}\n" for name in ["jinja2", "transformers"]))
    print(f"{len(sources)} templates")


if __name__ == "__main__":
    main()
