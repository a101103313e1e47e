"""Makes the checkpoints and golden values of the parity suite: one tiny random model per architecture family of
parity_families.py.

    pip install torch transformers
    python make_parity_goldens.py              # every family
    python make_parity_goldens.py gemma2 qwen3 # these alone

Each folder under ../resources/io/telltale/engine/parity holds

    config.json, model.safetensors  as this transformers saves them
    config.legacy.json              the same model as transformers 4 spelt it, which most published checkpoints have
    golden.safetensors              what transformers computes: see `golden`; its metadata names the versions
    golden.json                     the token ids that go in

Values are read and changed by hooks on the modules of transformers, in float32 with eager attention; nothing of a model
is computed here.
"""

import json
import math
import shutil
import sys
from pathlib import Path

import numpy
import torch
import transformers
from safetensors.torch import load_file, save_file
from transformers import AutoConfig, AutoModelForCausalLM, DynamicCache

from parity_families import FAMILIES, VOCABULARY
from parity_sites import sites

FOLDER = Path(__file__).parent.parent / "resources/io/telltale/engine/parity"

PROMPT_LENGTHS = [5, 13, 24, 150]
MIDDLE, LONG = 1, 3
DECODED = 6
LONG_ROWS = 2
# Positions of the middle prompt that golden changes change, and those whose outcome is kept: the next one too, which
# sees the changed ones through the attention alone.
CHANGED, OBSERVED, STRENGTH = slice(2, 5), slice(2, 6), 3.5
# Where a router's choice hangs by less than this, rounding decides which expert computes: in bfloat16 for the middle
# prompt, in float32 for all. Seeds with such a choice are passed over.
SAFE_MARGIN = {"bfloat16": 0.15, "float32": 0.003}


def build(family, seed):
    """The model of a family with random weights in which every part matters: no gain is one, no bias nought."""
    config = AutoConfig.for_model(family.model_type, **family.settings)
    model = AutoModelForCausalLM.from_config(
        config, dtype=torch.float32, attn_implementation="eager", experts_implementation="eager")
    generator = torch.Generator().manual_seed(seed)
    for name, weight in model.named_parameters():
        noise = torch.randn(weight.shape, generator=generator)
        weight.data = centre(name, family) + scale(name, weight) * noise
    model.tie_weights()
    return model.eval()


def centre(name, family):
    is_gain = is_norm(name) and name.endswith("weight")
    return 1.0 if is_gain and not family.gains_from_zero else 0.0


def is_norm(name):
    return "norm" in name or ".ln_" in name


def scale(name, weight):
    """Spreads that give logits of a few units and attention that is neither uniform nor one-hot."""
    if is_norm(name) or name.endswith("bias"):
        return 0.3
    if any(part in name for part in ("embed_", "wte", "wpe")):
        return 2.5 / math.sqrt(weight.shape[1])
    # GPT-2 stores its matrices transposed.
    inputs = weight.shape[0] if "transformer." in name else weight.shape[-1]
    gain = 2.5 if "lm_head" in name or name.endswith("gate.weight") else 1.4
    return gain / math.sqrt(inputs)


def prompts(seed):
    """Unequal prompts; none repeats itself, so that a shifted position shows."""
    generator = torch.Generator().manual_seed(seed + 1)
    return [torch.randint(3, VOCABULARY, (length,), generator=generator).tolist() for length in PROMPT_LENGTHS]


def run(model, ids):
    with torch.no_grad():
        return model(torch.tensor([ids]), use_cache=False).logits[0]


def run_with_sites(model, ids, layout, *changes):
    """Logits [T, V] and every site's values [T, W], where some sites may be changed."""
    values = {}
    handles = [handle for site, visit in changes for handle in site.change(visit)]
    handles += [handle for site in sites(model, layout) for handle in site.read(recorder(values, site.address))]
    try:
        return run(model, ids), values
    finally:
        for handle in handles:
            handle.remove()


def recorder(values, address):
    def visit(value):
        values[address] = value.detach().clone()
    return visit


def addition(direction):
    def visit(value):
        value = value.clone()
        value[CHANGED] += STRENGTH * direction
        return value
    return visit


def ablation(direction):
    def visit(value):
        value = value.clone()
        value[CHANGED] -= (value[CHANGED] @ direction)[:, None] * direction
        return value
    return visit


def changed_passes(model, ids, layout, directions):
    """What each site's changes make of the pass: pairs of a name and every site's values."""
    _, plain = run_with_sites(model, ids, layout)
    for site in sites(model, layout):
        direction = directions[plain[site.address].shape[1]]
        for kind in (addition, ablation):
            yield f"{kind.__name__}@{site.address}", run_with_sites(model, ids, layout, (site, kind(direction)))[1]


def unit_directions(model, ids, layout, seed):
    """One random direction for every width of a site."""
    _, values = run_with_sites(model, ids, layout)
    generator = torch.Generator().manual_seed(seed + 2)
    directions = {}
    for width in sorted({value.shape[1] for value in values.values()}):
        direction = torch.randn(width, generator=generator)
        directions[width] = direction / direction.norm()
    return directions


def decode(model, ids):
    """Greedy ids after a prompt, and the logits after each of them, with the cache of transformers."""
    cache = DynamicCache(config=model.config)
    chosen, steps = [], []
    with torch.no_grad():
        logits = model(torch.tensor([ids]), past_key_values=cache, use_cache=True).logits[0, -1]
        for _ in range(DECODED):
            chosen.append(int(logits.argmax()))
            logits = model(torch.tensor([chosen[-1:]]), past_key_values=cache, use_cache=True).logits[0, -1]
            steps.append(logits)
    return chosen, torch.stack(steps)


def golden(model, family, all_prompts, seed):
    """The values that the engine must give, and the ids that go in."""
    values, ids = {}, {"prompts": all_prompts}
    for index, prompt in enumerate(all_prompts):
        logits, states = run_with_sites(model, prompt, family.layout)
        values[f"prompt.{index}.logits"] = logits[-1:]
        if index == MIDDLE:
            values["logits"] = logits
            values |= states
        if index == LONG:
            last = f"blocks.{model.config.num_hidden_layers - 1}.hook_resid_post"
            values[f"long.{last}"] = states[last][-LONG_ROWS:]
    ids["decoded"], values["decoded.logits"] = decode(model, all_prompts[MIDDLE])
    values |= golden_changes(model, family.layout, all_prompts[MIDDLE], seed)
    if family.crossing:
        ids["crossing"] = all_prompts[LONG][:family.crossing + DECODED]
        # transformers drops its cache where the original context ends, so each step is as if run from the start.
        lengths = range(family.crossing, family.crossing + DECODED + 1)
        values["crossing.logits"] = torch.stack([run(model, ids["crossing"][:length])[-1] for length in lengths])
    return {name: value.clone().contiguous() for name, value in values.items()}, ids


def golden_changes(model, layout, prompt, seed):
    """The directions, and the final residual stream that each site's changes lead to."""
    directions = unit_directions(model, prompt, layout, seed)
    values = {f"direction.{width}": direction[None] for width, direction in directions.items()}
    for name, changed in changed_passes(model, prompt, layout, directions):
        values[name] = changed["ln_final.hook_normalized"][OBSERVED]
    return values


def smallest_margin(model, values):
    """By how much the least clear choice of a router fell; infinite without routers."""
    margins = [math.inf]
    for address, logits in values.items():
        if address.endswith("router_logits"):
            ranked = logits.sort(dim=-1, descending=True).values
            chosen = model.config.num_experts_per_tok
            margins.append(float((ranked[:, chosen - 1] - ranked[:, chosen]).min()))
    return min(margins)


def is_safe(model, all_prompts, layout, seed):
    passes = [run_with_sites(model, ids, layout)[1] for ids in all_prompts]
    if smallest_margin(model, passes[MIDDLE]) < SAFE_MARGIN["bfloat16"]:
        return False
    if any(smallest_margin(model, values) < SAFE_MARGIN["float32"] for values in passes):
        return False
    directions = unit_directions(model, all_prompts[MIDDLE], layout, seed)
    changed = changed_passes(model, all_prompts[MIDDLE], layout, directions)
    return all(smallest_margin(model, values) > SAFE_MARGIN["float32"] for _, values in changed)


def build_safe(name, family):
    """The first seed of a family whose routers choose clearly."""
    first = 1000 * (1 + list(FAMILIES).index(name))
    for seed in range(first, first + 1000):
        model, all_prompts = build(family, seed), prompts(seed)
        if is_safe(model, all_prompts, family.layout, seed):
            return seed, model, all_prompts
    raise SystemExit(f"{name}: no seed whose routers choose clearly")


def legacy_config(config, family):
    """A configuration as transformers 4 spelt it: rotary settings at the top, torch_dtype, no newer keys."""
    legacy = {key: value for key, value in config.items() if key not in ("rope_parameters",) + family.legacy_absent}
    legacy |= family.legacy
    legacy["torch_dtype"] = legacy.pop("dtype")
    legacy["transformers_version"] = "4.40.0"
    return dict(sorted(legacy.items()))


def check_legacy(folder, config, logits, prompt):
    """transformers itself must read the older spelling as the same model."""
    older = folder.parent / f"{folder.name}-legacy"
    shutil.copytree(folder, older)
    try:
        write_json(older / "config.json", config)
        model = AutoModelForCausalLM.from_pretrained(older, attn_implementation="eager", experts_implementation="eager")
        difference = float((run(model.eval(), prompt) - logits).abs().max())
    finally:
        shutil.rmtree(older)
    if difference > 0:
        raise SystemExit(f"{folder.name}: the older configuration is another model, by {difference}")


def write_family(name):
    family, folder = FAMILIES[name], FOLDER / name
    seed, model, all_prompts = build_safe(name, family)
    shutil.rmtree(folder, ignore_errors=True)
    model.save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    values, ids = golden(model, family, all_prompts, seed)
    legacy = legacy_config(json.loads((folder / "config.json").read_text()), family)
    check_legacy(folder, legacy, run(model, all_prompts[LONG]), all_prompts[LONG])
    write_json(folder / "config.legacy.json", legacy)
    (folder / "golden.json").write_text(json.dumps(ids) + "\n")
    save_file(values, folder / "golden.safetensors", metadata=made_with(seed))
    report(name, folder, values)


def made_with(seed):
    return {"torch": torch.__version__, "transformers": transformers.__version__, "numpy": numpy.__version__,
            "seed": str(seed)}


def report(name, folder, values):
    sizes = {path.name: path.stat().st_size // 1024 for path in sorted(folder.iterdir())}
    print(f"{name}: {len(values)} golden tensors, logits spread {float(values['logits'].std()):.1f}, KiB {sizes}")


def write_json(path, value):
    path.write_text(json.dumps(value, indent=2) + "\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    for chosen_name in sys.argv[1:] or FAMILIES:
        write_family(chosen_name)
