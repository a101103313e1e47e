"""Streams and fetches one chat completion with the stock client; prints what it got as JSON."""
import json
import sys

import openai

client = openai.OpenAI(base_url=sys.argv[1], api_key="unused", max_retries=0)
question = {"model": sys.argv[2], "messages": [{"role": "user", "content": "Rain?"}], "max_tokens": 8, "seed": 1}

streamed = {"pieces": [], "finish_reason": None, "total_tokens": None}
for chunk in client.chat.completions.create(stream=True, stream_options={"include_usage": True}, **question):
    for choice in chunk.choices:
        streamed["pieces"].append(choice.delta.content or "")
        streamed["finish_reason"] = choice.finish_reason or streamed["finish_reason"]
    if chunk.usage:
        streamed["total_tokens"] = chunk.usage.total_tokens

whole = client.chat.completions.create(**question)
text = client.completions.create(model=sys.argv[2], prompt="Rain?", max_tokens=8)
try:
    client.chat.completions.create(**{**question, "model": "nobody"})
    error = None
except openai.NotFoundError as refused:
    error = refused.code

print(json.dumps({
    "models": [model.id for model in client.models.list()],
    "streamed": streamed,
    "whole": whole.choices[0].message.content,
    "text": text.choices[0].text,
    "error": error,
}))
