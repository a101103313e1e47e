"""Hugging Face transformers without compilation, and the two libraries of hooks on top of it."""

import os

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")

import torch
import transformers

import measure


def load(name, folder, precision, threads):
    if precision == "int8":
        raise measure.NotOffered("it has no int8 weights on a CPU without a library of its own for them")
    torch.set_num_threads(threads)
    torch.set_grad_enabled(False)
    return PEERS[name](folder, getattr(torch, precision))


class TransformersPeer:
    """Forward hooks of torch; attention as transformers chooses it, logits of the last position alone."""

    attention = "sdpa"

    def __init__(self, folder, dtype):
        self.model = transformers.AutoModelForCausalLM.from_pretrained(
            folder, dtype=dtype, attn_implementation=self.attention
        ).eval()
        self.vocabulary = self.model.config.vocab_size
        self.layers = self.model.model.layers
        self.middle = len(self.layers) // 2
        self.vector = torch.full((self.model.config.hidden_size,), 0.01, dtype=dtype)
        self.versions = {"torch": torch.__version__, "transformers": transformers.__version__}
        self.captured = {}
        self.handles = []
        self.mode = measure.PLAIN

    @property
    def mode(self):
        return self._mode

    @mode.setter
    def mode(self, mode):
        self._mode = mode
        self.hook(mode)

    def hook(self, mode):
        for handle in self.handles:
            handle.remove()
        self.handles = []
        if mode == "capture":
            self.handles = [layer.register_forward_hook(self.capture(i)) for i, layer in enumerate(self.layers)]
        elif mode == "addition":
            self.handles = [self.layers[self.middle].register_forward_hook(self.add)]

    def capture(self, layer):
        def hook(module, arguments, output):
            self.captured[layer] = to_numpy(residual(output))

        return hook

    def add(self, module, arguments, output):
        if isinstance(output, tuple):
            return (output[0] + self.vector, *output[1:])
        return output + self.vector

    def open(self, ids):
        self.cache = None
        return self.run(torch.from_numpy(ids))

    def step(self):
        return self.run(self.next)

    def run(self, ids):
        logits, self.cache = self.forward(ids)
        self.next = logits[:, -1].argmax(-1, keepdim=True)
        return self.next[:, 0].numpy()

    def forward(self, ids):
        output = self.model(ids, past_key_values=self.cache, use_cache=True, logits_to_keep=1)
        return output.logits, output.past_key_values


class TransformerLensPeer(TransformersPeer):
    """TransformerLens's bridge over the same model, with its own cache of activations and its own hooks."""

    # The bridge insists on it, in order to show attention patterns.
    attention = "eager"

    def __init__(self, folder, dtype):
        from transformer_lens.model_bridge import TransformerBridge

        super().__init__(folder, dtype)
        self.bridge = TransformerBridge.boot_transformers(
            str(folder), hf_model=self.model, tokenizer=some_tokenizer(), dtype=dtype
        )
        self.names = [f"blocks.{layer}.hook_resid_post" for layer in range(len(self.layers))]
        self.versions["transformer-lens"] = version("transformer-lens")

    def hook(self, mode):
        """Hooks are named when the model is run."""

    def forward(self, ids):
        arguments = {"return_type": "logits_and_cache", "past_key_values": self.cache}
        if self.cache is None:
            arguments = {"return_type": "logits_and_cache", "use_cache": True}
        if self.mode == "capture":
            result, cache = self.bridge.run_with_cache(ids, names_filter=self.names, **arguments)
            self.captured = {name: to_numpy(cache[name]) for name in self.names}
            return result
        if self.mode == "addition":
            hooks = [(self.names[self.middle], lambda value, hook: value + self.vector)]
            return self.bridge.run_with_hooks(ids, fwd_hooks=hooks, **arguments)
        return self.bridge(ids, **arguments)


class NnsightPeer(TransformersPeer):
    """nnsight's trace around the same model."""

    def __init__(self, folder, dtype):
        import nnsight

        super().__init__(folder, dtype)
        self.traced = nnsight.NNsight(self.model)
        self.versions["nnsight"] = version("nnsight")

    def hook(self, mode):
        """What is read and changed is said when the model is run."""

    def forward(self, ids):
        if self.mode == measure.PLAIN:
            return super().forward(ids)
        arguments = {"past_key_values": self.cache, "use_cache": True, "logits_to_keep": 1}
        if self.mode == "capture":
            output = self.trace_captures(ids, arguments)
        else:
            output = self.trace_addition(ids, arguments)
        return output.logits, output.past_key_values

    def trace_captures(self, ids, arguments):
        layers = self.traced.model.layers
        with self.traced.trace(ids, **arguments):
            saved = list().save()
            for layer in layers:
                saved.append(residual(layer.output))
            output = self.traced.output.save()
        self.captured = {layer: to_numpy(value) for layer, value in enumerate(saved)}
        return output

    def trace_addition(self, ids, arguments):
        layer = self.traced.model.layers[self.middle]
        vector = self.vector
        with self.traced.trace(ids, **arguments):
            layer.output = residual(layer.output) + vector
            output = self.traced.output.save()
        return output


PEERS = {
    "transformers": TransformersPeer,
    "transformer-lens": TransformerLensPeer,
    "nnsight": NnsightPeer,
}


def residual(output):
    return output[0] if isinstance(output, tuple) else output


def to_numpy(value):
    """numpy has no bfloat16. A float32 tensor is shared, not copied: the cheapest way there is."""
    return value.float().numpy()


def version(package):
    from importlib.metadata import version

    return version(package)


def some_tokenizer():
    """A tokenizer that nobody asks anything, where one is demanded."""
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel

    words = Tokenizer(WordLevel({"a": 0}, unk_token="a"))
    return transformers.PreTrainedTokenizerFast(tokenizer_object=words, eos_token="a", pad_token="a")
