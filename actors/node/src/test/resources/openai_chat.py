"""Asks for completions of every form with the stock client; prints what it got as JSON."""
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

choices = {"n": 2, "logit_bias": {"7": -5}, "logprobs": True, "top_logprobs": 2, "presence_penalty": 0.5}
several = client.chat.completions.create(**question, **choices, extra_body={"top_k": 4, "min_p": 0.1})
streams = ["", ""]
streamed_logprobs = [0, 0]
for chunk in client.chat.completions.create(stream=True, **question, **choices):
    for choice in chunk.choices:
        streams[choice.index] += choice.delta.content or ""
        streamed_logprobs[choice.index] += len(choice.logprobs.content) if choice.logprobs else 0
columns = client.completions.create(model=sys.argv[2], prompt="Rain?", max_tokens=8, logprobs=2).choices[0].logprobs

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
    "several": [choice.message.content for choice in several.choices],
    "completion_tokens": several.usage.completion_tokens,
    "logprobs": [[token.logprob, len(token.top_logprobs)] for token in several.choices[1].logprobs.content],
    "streams": streams,
    "streamed_logprobs": streamed_logprobs,
    "columns": [columns.token_logprobs, columns.text_offset, [len(row) for row in columns.top_logprobs]],
    "error": error,
}))
