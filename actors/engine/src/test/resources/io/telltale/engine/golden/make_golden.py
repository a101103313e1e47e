"""Makes the golden checkpoints and values of the engine's tests with Hugging Face transformers.

    python make_golden.py          # writes beside itself; versions.txt names what it ran with

Two tiny random models, what they compute at every hook site, what they compute when a site is changed, how they go on
greedily; a byte-level tokenizer with encodings; chat templates with what they render.
"""

import json
import shutil
from pathlib import Path

import tokenizers
import torch
import transformers
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import AutoTokenizer, GPT2Config, GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM

HERE = Path(__file__).parent
VOCABULARY = 288
PROMPT = [1, 17, 203, 42, 7, 259, 99]
NEW_TOKENS = 90
ROWS = slice(2, 5)
STRENGTH = 3.5


def llama():
    return LlamaForCausalLM(LlamaConfig(
        vocab_size=VOCABULARY, hidden_size=16, intermediate_size=24, num_hidden_layers=3, num_attention_heads=4,
        num_key_value_heads=2, head_dim=6, max_position_embeddings=160, rms_norm_eps=1e-5, rope_theta=5000.0,
        tie_word_embeddings=False, attention_bias=False, mlp_bias=False, attn_implementation="eager"))


def gpt2(activation="gelu_new"):
    return GPT2LMHeadModel(GPT2Config(
        vocab_size=VOCABULARY, n_embd=16, n_inner=24, n_layer=3, n_head=2, n_positions=160, layer_norm_epsilon=1e-5,
        activation_function=activation, attn_implementation="eager"))


def randomise(model):
    torch.manual_seed(7)
    for name, weight in model.named_parameters():
        centre = 1.0 if "norm" in name or "ln_" in name and name.endswith("weight") else 0.0
        weight.data = centre + 0.3 * torch.randn_like(weight)
    return model.eval()


def first(value):
    return value[0] if isinstance(value, tuple) else value


def like(value, tensor):
    return (tensor,) + value[1:] if isinstance(value, tuple) else tensor


class Site:
    """A hook site: how to visit its value [T, W], and put back what the visitor returns."""

    def __init__(self, address, module, side, around=None):
        self.address, self.module, self.side, self.around = address, module, side, around

    def attach(self, visit):
        if self.side == "in":
            def hook(module, args):
                return (visit(args[0][0])[None],) + args[1:]
            return [self.module.register_forward_pre_hook(hook)]
        if self.around is None:
            def hook(module, args, output):
                return like(output, visit(first(output)[0])[None])
            return [self.module.register_forward_hook(hook)]
        # The residual stream in the middle of a block: what enters the block plus what this module gives out.
        entered = []
        def remember(module, args):
            entered.append(args[0])
        def hook(module, args, output):
            residual = entered.pop()
            return visit((residual + output)[0])[None] - residual
        return [self.around.register_forward_pre_hook(remember), self.module.register_forward_hook(hook)]


def sites(model):
    if isinstance(model, LlamaForCausalLM):
        base = model.model
        yield Site("hook_embed", base.embed_tokens, "out")
        for i, block in enumerate(base.layers):
            yield from block_sites(i, block, block.input_layernorm, block.self_attn.o_proj, block.mlp.down_proj)
        yield Site("ln_final.hook_normalized", base.norm, "out")
    else:
        base = model.transformer
        yield Site("hook_embed", base.drop, "out")
        for i, block in enumerate(base.h):
            yield from block_sites(i, block, block.ln_1, block.attn.c_proj, block.mlp.c_proj)
        yield Site("ln_final.hook_normalized", base.ln_f, "out")


def block_sites(i, block, norm, attention_out, feed_forward_out):
    yield Site(f"blocks.{i}.hook_resid_pre", block, "in")
    yield Site(f"blocks.{i}.ln1.hook_normalized", norm, "out")
    yield Site(f"blocks.{i}.attn.hook_z", attention_out, "in")
    yield Site(f"blocks.{i}.hook_attn_out", attention_out, "out")
    yield Site(f"blocks.{i}.hook_resid_mid", attention_out, "out", around=block)
    yield Site(f"blocks.{i}.mlp.hook_post", feed_forward_out, "in")
    yield Site(f"blocks.{i}.hook_mlp_out", feed_forward_out, "out")
    yield Site(f"blocks.{i}.hook_resid_post", block, "out")


def logits(model, ids, *visits):
    handles = [handle for site, visit in visits for handle in site.attach(visit)]
    try:
        with torch.no_grad():
            return model(torch.tensor([ids])).logits[0]
    finally:
        for handle in handles:
            handle.remove()


def greedy(model, ids):
    ids = list(ids)
    for _ in range(NEW_TOKENS):
        ids.append(int(logits(model, ids)[-1].argmax()))
    return ids


def change(kind, direction):
    def visit(x):
        x = x.clone()
        rows = x[ROWS]
        x[ROWS] = rows + STRENGTH * direction if kind == "addition" else rows - (rows @ direction)[:, None] * direction
        return x
    return visit


def record(store, key):
    def visit(x):
        store[key] = x.detach().clone().contiguous()
        return x
    return visit


def goldens(model):
    golden, all_sites = {}, list(sites(model))
    golden["logits"] = logits(model, PROMPT, *[(site, record(golden, site.address)) for site in all_sites])
    final = all_sites[-1]
    torch.manual_seed(11)
    for width in sorted({golden[site.address].shape[1] for site in all_sites}):
        direction = torch.randn(width)
        golden[f"direction.{width}"] = direction / direction.norm()
    for site in all_sites:
        direction = golden[f"direction.{golden[site.address].shape[1]}"]
        for kind in ["addition", "ablation"]:
            if site is final:
                golden[f"{kind}@{site.address}"] = change(kind, direction)(golden[site.address])
            else:
                logits(model, PROMPT, (site, change(kind, direction)),
                       (final, record(golden, f"{kind}@{site.address}")))
    return golden


def save_model(model, folder):
    folder = HERE / folder
    shutil.rmtree(folder, ignore_errors=True)
    model.save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    golden = goldens(model)
    save_file(golden, folder / "golden.safetensors")
    write_json(folder / "golden.json", {"prompt": PROMPT, "greedy": greedy(model, PROMPT), "strength": STRENGTH,
                                        "rows": [ROWS.start, ROWS.stop]})


def save_half(model, folder):
    """The same model with its weights stored as BF16 and F16 in turn; computed in float32 from the rounded weights."""
    shutil.copytree(HERE / "llama", HERE / folder, dirs_exist_ok=True)
    stored = load_file(HERE / "llama" / "model.safetensors")
    rounded = {name: tensor.to(torch.bfloat16 if i % 2 else torch.float16)
               for i, (name, tensor) in enumerate(sorted(stored.items()))}
    save_file(rounded, HERE / folder / "model.safetensors", metadata={"format": "pt"})
    model.load_state_dict({name: tensor.float() for name, tensor in rounded.items()})
    save_file({"logits": logits(model, PROMPT)}, HERE / folder / "golden.safetensors")
    (HERE / folder / "golden.json").unlink()


def save_activations(folder):
    for activation in ["gelu", "relu"]:
        model = gpt2(activation)
        model.load_state_dict(randomise(gpt2()).state_dict())
        save_file({"logits": logits(model.eval(), PROMPT)}, HERE / folder / f"golden-{activation}.safetensors")


TEXTS = ["the river Ovel rises in the hills", "", " two  spaces ", "naïve café", "日本語のテキスト", "👩‍🚀 and 👍🏽!", "a\nb\tc",
         "é combined with e\u0301"]


def save_tokenizer():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(
        ["the river rises in the hills and the city stands where the river meets the other river"] * 4,
        trainers.BpeTrainer(vocab_size=VOCABULARY, special_tokens=["<unk>", "<s>", "</s>", "<|user|>", "<|assistant|>"],
                            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 1)])
    tokenizer.save(str(HERE / "llama" / "tokenizer.json"))
    write_json(HERE / "llama" / "tokenizer_config.json", {
        "bos_token": "<s>", "eos_token": {"__type": "AddedToken", "content": "</s>", "lstrip": False, "normalized": False, "rstrip": False,
                      "single_word": False, "special": True},
        "tokenizer_class": "PreTrainedTokenizerFast", "chat_template": TEMPLATES[0]})
    encoded = [{"text": text, "ids": tokenizer.encode(text).ids,
                "rendered": tokenizer.encode(text, add_special_tokens=False).ids} for text in TEXTS]
    write_json(HERE / "llama" / "tokenizer.golden.json", encoded)


TEMPLATES = [
    # Tags on lines of their own, a loop, a prompt for the answer.
    """{{ bos_token }}{% for message in messages %}
{% if message['role'] == 'user' %}
<|user|>{{ message['content'] }}
{% elif message['role'] == 'assistant' %}
<|assistant|>{{ message['content'] }}{{ eos_token }}
{% else %}
{{ raise_exception('only user and assistant speak here, not ' + message['role']) }}
{% endif %}
{% endfor %}
{% if add_generation_prompt %}<|assistant|>{% endif %}
""",
    # A system turn taken from the front by slicing, roles that must alternate, minus signs.
    """{%- if messages[0]['role'] == 'system' -%}
    {%- set system = messages[0]['content'] | trim + '\\n\\n' -%}
    {%- set turns = messages[1:] -%}
{%- else -%}
    {%- set system = '' -%}
    {%- set turns = messages -%}
{%- endif -%}
{%- for message in turns -%}
    {%- if (message['role'] == 'user') != (loop.index0 % 2 == 0) -%}
        {{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}
    {%- endif -%}
    {%- set content = system + message['content'] if loop.first else message['content'] -%}
    {{ '<' + message.role + '>' + content.strip() + ('</s>' if message['role'] == 'assistant' else '') + '\\n' }}
{%- endfor -%}
{%- if add_generation_prompt -%}
    {{ '<assistant>' }}
{%- endif -%}
""",
    # Turns between markers, an indented tag, loop.last, a comment, a namespace, Python's string methods.
    """{# turns between markers #}
{%- set state = namespace(count=0) -%}
{% for message in messages %}
    {%- set state.count = state.count + 1 %}
    {%- if loop.first and messages[0].role != 'system' %}
{{- '<start>system\\nYou help.<end>\\n' }}
    {%- endif %}
{{- '<start>' + message.role + '\\n' + message.content.rstrip() + '<end>' }}
    {%- if message.content.startswith('/') and message.content.lower() != message.content %}{{ '!' }}{% endif %}
    {%- if not loop.last or add_generation_prompt %}

{% endif %}
{% endfor %}
{{- state.count }}{{ ' ' ~ messages|length }}
{%- if tools is defined and tools %} tools{% endif %}
{% if add_generation_prompt %}
<start>assistant
{% endif %}
""",
]

# White space around tags and comments, each with the first conversation.
WHITE_SPACE = [
    "{% if 1 %}x {% endif %}|", "{% if 1 -%} x {% endif %}|", "a {% if 1 %}x{% endif %}|", "a\n x {% if 1 %}x{% endif %} |",
    "{{ 1 -}} x {{ 2 }}", "{{ 1 }} x {% if 1 %}{% endif %}|", "{% if 1 %} {% endif %}|", "a\n{# c #}\nb", "  {# c #}  \n  b",
    "A\n    {%- if 1 %}\nB\n    {%- endif %}\nC", "\t{% if 1 %}\n\tq\n\t{% endif %}\nr", "{%+ if 1 %}z{% endif %}\n",
    "  {%+ if 1 %}z{% endif %}", "a {%- set x = 1 %}\n {{ x }}\n\n", "{% if 1 -%}   \n  x {% endif %}", "{{ 1 }}\n  {{- 2 }}\n",
    "{% set x = 1 %}  {% set y = 2 %}\n  {% set z = 3 %}w\n", "{% for m in messages %}\n{{ m.role }}\n{% endfor %}\n\n",
    "x\n\n{% if 1 %}\n\n{% endif %}\n\ny", "{% if 1 %}a{% else %} b {% endif %} {# c #} d", "{% if 0 %}a\n  {% else %}\n b\n  {% endif %}\nd",
]

CONVERSATIONS = [
    [{"role": "user", "content": " Where does the Ovel rise? "}],
    [{"role": "system", "content": "Be brief. "}, {"role": "user", "content": "Hi"},
     {"role": "assistant", "content": "Hello."}, {"role": "user", "content": "/Say {{ 1 + 1 }} {% if %} \\n <b>&"}],
    [{"role": "user", "content": "a"}, {"role": "user", "content": "b"}],
]


def save_templates():
    cases = []
    for template in TEMPLATES + WHITE_SPACE:
        tokenizer = AutoTokenizer.from_pretrained(HERE / "llama")
        tokenizer.chat_template = template
        for messages in CONVERSATIONS if template in TEMPLATES else CONVERSATIONS[:1]:
            try:
                result = {"text": tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)}
            except Exception as refused:
                result = {"refused": str(refused)}
            cases.append({"template": template, "messages": messages} | result)
    write_json(HERE / "chat_templates.golden.json", cases)


def write_json(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    llama_model = randomise(llama())
    save_model(llama_model, "llama")
    save_half(llama_model, "llama-half")
    save_model(randomise(gpt2()), "gpt2")
    save_activations("gpt2")
    save_tokenizer()
    save_templates()
    (HERE / "versions.txt").write_text(
        f"torch {torch.__version__}\ntransformers {transformers.__version__}\ntokenizers {tokenizers.__version__}\n")
