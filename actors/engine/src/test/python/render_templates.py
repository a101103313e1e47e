"""Renders chat templates with Hugging Face transformers: the goldens of TemplateGoldensTest and PublishedTemplatesTest.

    python render_templates.py FOLDER     # a folder of *.jinja files

writes into FOLDER: requests.json, what is rendered; goldens.json, for every template and request the text or why it was
refused; versions.txt, what it ran with. Without an argument it renders the templates of the tests.
"""

import datetime
import json
import sys
from importlib.metadata import version
from pathlib import Path

from transformers.utils import chat_template_utils

HERE = Path(__file__).parent
OWN = HERE.parent / "resources/io/telltale/engine/text/templates"
NOW = datetime.datetime(2025, 7, 9, 14, 5, 6)
LLAMA_TOKENS = {"bos_token": "<s>", "eos_token": "</s>"}
ALL_TOKENS = {"bos_token": "<|begin|>", "eos_token": "<|end|>", "unk_token": "<unk>", "pad_token": "<pad>"}
HARD = ("  \n\tÀ “quoted” \"double\" 'single' \\n \\ <b>&amp;</b> 漢字 👩‍👩‍👧 e\u0301 \u00a0 {{ x }} {% if %}"
        " \x7f\u2028 \n\n  ")


class FixedNow(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(NOW.year, NOW.month, NOW.day, NOW.hour, NOW.minute, NOW.second)


def user(content):
    return {"role": "user", "content": content}


def assistant(content, **more):
    return {"role": "assistant", "content": content, **more}


def system(content):
    return {"role": "system", "content": content}


def call(name, arguments, identity="abcdefghi"):
    return {"id": identity, "type": "function", "function": {"name": name, "arguments": arguments}}


def result(content, name="get_weather", identity="abcdefghi"):
    return {"role": "tool", "content": content, "tool_call_id": identity, "name": name}


def function(name, description, properties, **more):
    parameters = {"type": "object", "properties": properties, **more}
    return {"type": "function", "function": {"name": name, "description": description, "parameters": parameters}}


WEATHER = function(
    "get_weather", "Get the \"weather\" for <city> & région — 天気.\nSecond line.",
    {"city": {"type": "string", "description": "The city's name"},
     "unit": {"type": "string", "enum": ["c", "f"], "default": "c"},
     "days": {"type": "integer", "minimum": 1, "maximum": 10},
     "ratio": {"type": "number", "default": 0.5}},
    required=["city"])
PLAIN = function("no_args", "Does nothing.", {})
DEEP = function(
    "deep", "",
    {"list": {"type": "array", "items": {"type": "string"}},
     "obj": {"type": "object",
             "properties": {"items": {"type": ["string", "null"], "nullable": True},
                            "flag": {"type": "boolean", "default": False}},
             "required": ["flag"]},
     "any": {"anyOf": [{"type": "string"}, {"type": "integer"}]}},
    required=["list", "obj"], additionalProperties=False)
CALLS = [call("get_weather", {"city": "Zürich \"x\"", "days": 3, "ratio": 1.0, "ok": True, "none": None})]
TWO_CALLS = CALLS + [call("no_args", {}, "123456789")]
THOUGHT = "<think>\nadd\n</think>\n\n4"


def request(messages, tools=None, generate=True, tokens=LLAMA_TOKENS, **variables):
    return {"messages": messages, "tools": tools, "add_generation_prompt": generate, "special_tokens": tokens,
            "variables": variables}


def requests():
    weather = [user("Weather?"), assistant("", tool_calls=CALLS), result("x")]
    return {
        "user": request([user("Hello?")]),
        "user, other tokens": request([user("Hello?")], tokens=ALL_TOKENS),
        "user, no tokens": request([user("Hello?")], tokens={}),
        "user, no prompt": request([user("Hello?")], generate=False),
        "system": request([system("You are kind."), user("Hello?")]),
        "system, other tokens": request([system("You are kind."), user("Hello?")], tokens=ALL_TOKENS),
        "turns": request([user("One"), assistant("Two"), user("Three"), assistant("Four"), user("Five")]),
        "turns, no prompt": request([system("S"), user("One"), assistant("Two"), user("3"), assistant("4")], None, False),
        "hard": request([system(HARD), user(HARD), assistant(HARD), user(HARD)]),
        "hard, no prompt": request([user(HARD), assistant(HARD)], None, False, ALL_TOKENS),
        "empty": request([system(""), user(""), assistant(""), user(" ")]),
        "tools": request([user("Weather?")], [WEATHER, PLAIN, DEEP]),
        "tools, system": request([system("Be brief."), user("Weather?")], [WEATHER]),
        "call": request([system("Be brief."), user("Weather?"), assistant("", tool_calls=CALLS),
                         result('{"t": 21.5, "s": "ü"}')], [WEATHER, PLAIN]),
        "call, content none": request([user("Weather?"), assistant(None, tool_calls=CALLS), result("sunny"),
                                       assistant("It is sunny."), user("Thanks")], [WEATHER]),
        "call, content absent": request([user("Weather?"), {"role": "assistant", "tool_calls": CALLS},
                                         result("sunny")], [WEATHER], tokens=ALL_TOKENS),
        "two calls": request([user("Weather?"), assistant("Let me see.", tool_calls=TWO_CALLS), result("a"),
                              result("b", "no_args", "123456789"), assistant("Done."), user("Again"),
                              assistant("", tool_calls=CALLS), result("c")], [WEATHER, PLAIN]),
        "call without tools": request(weather + [assistant("ok")], None, False),
        "call, arguments as text": request([user("Weather?"), assistant("", tool_calls=[
            call("get_weather", '{"city": "Bern"}')]), result("x")], [WEATHER]),
        "result as object": request([user("W?"), assistant("", tool_calls=CALLS),
                                     result({"t": 1, "u": [1.5, None, True, "é"]})], [WEATHER]),
        "thinking off": request([system("Sys"), user("2+2?")], enable_thinking=False, thinking=False),
        "thinking on": request([user("2+2?")], enable_thinking=True, thinking=True),
        "thoughts": request([user("2+2?"), assistant(THOUGHT), user("3+3?"), assistant("<think>more</think>6"),
                             user("ok")]),
        "thoughts at the end": request([user("2+2?"), assistant(THOUGHT)], None, False),
        "reasoning": request([user("2+2?"), assistant("4", reasoning_content="I add.\n"), user("W?"),
                              assistant("", reasoning_content="call it", tool_calls=CALLS), result("x")], [WEATHER]),
        "parts": request([user([{"type": "text", "text": "part one "}, {"type": "text", "text": "part two"}]),
                          assistant("ok"), user([{"type": "text", "text": "x"}])]),
        "no_think": request([system("You are terse. /no_think"), user("Hi")]),
        "two users": request([user("a"), user("b")]),
        "assistant first": request([assistant("a"), user("b")]),
        "odd role": request([{"role": "critic", "content": "hm"}, user("b")]),
        "variables": request([user("b")], date_string="01 Jan 2030", reasoning_effort="high",
                             tools_in_user_message=False, builtin_tools=["brave_search", "code_interpreter"],
                             xml_tools=[WEATHER], custom_instructions="None at all"),
        "more variables": request([system("Be brief."), user("W?")], [WEATHER], tools_in_user_message=False,
                                  python_tools=["def f(): pass"], controls={"length": 1, "ratio": 2.0}),
        "documents": request([user("b")], documents=[{"title": "T1", "text": "One"}, {"title": "T2", "text": "é"}]),
    }


def rendered(source, request):
    try:
        texts, _ = chat_template_utils.render_jinja_template(
            [request["messages"]], tools=request["tools"], chat_template=source,
            add_generation_prompt=request["add_generation_prompt"],
            **{**request["special_tokens"], **request["variables"]})
        return {"text": texts[0]}
    except Exception as refused:
        return {"refused": f"{type(refused).__name__}: {refused}"}


def write(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main(folder):
    chat_template_utils.datetime = FixedNow
    asked = requests()
    templates = sorted(folder.glob("*.jinja"))
    goldens = {}
    for template in templates:
        with open(template, encoding="utf-8", newline="") as file:
            source = file.read()
        goldens[template.name] = {name: rendered(source, request) for name, request in asked.items()}
    write(folder / "requests.json", asked)
    write(folder / "goldens.json", goldens)
    names = ["jinja2", "transformers"]
    (folder / "versions.txt").write_text("".join(f"{name} {version(name)}\n" for name in names))
    print(f"{len(templates)} templates, {len(asked)} requests")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else OWN)
