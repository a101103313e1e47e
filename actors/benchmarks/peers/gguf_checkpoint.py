"""Writes a Llama checkpoint of Hugging Face's layout as GGUF, the file that llama.cpp reads, without a vocabulary of texts."""

import json

import gguf
import numpy

TYPES = {
    "float32": gguf.GGMLQuantizationType.F32,
    "bfloat16": gguf.GGMLQuantizationType.BF16,
    "float16": gguf.GGMLQuantizationType.F16,
    "int8": gguf.GGMLQuantizationType.Q8_0,
}
FILE_TYPES = {
    "float32": gguf.LlamaFileType.ALL_F32,
    "bfloat16": gguf.LlamaFileType.MOSTLY_BF16,
    "float16": gguf.LlamaFileType.MOSTLY_F16,
    "int8": gguf.LlamaFileType.MOSTLY_Q8_0,
}
NAMES = {
    "model.embed_tokens.weight": "token_embd.weight",
    "model.norm.weight": "output_norm.weight",
    "lm_head.weight": "output.weight",
}
BLOCK_NAMES = {
    "input_layernorm": "attn_norm",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "post_attention_layernorm": "ffn_norm",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
ROPE_THETA = 10000.0


def write(folder, precision, target):
    config = json.loads((folder / "config.json").read_text())
    if config["architectures"] != ["LlamaForCausalLM"]:
        raise ValueError(f"only Llama checkpoints are converted, not {config['architectures']}")
    writer = gguf.GGUFWriter(target, "llama", use_temp_file=False)
    write_shape(writer, config)
    writer.add_file_type(FILE_TYPES[precision])
    with Weights(folder / "model.safetensors") as weights:
        for name in weights.names():
            values = arranged(name, weights.read(name), config)
            kind = TYPES[precision] if values.ndim == 2 else gguf.GGMLQuantizationType.F32
            writer.add_tensor(gguf_name(name), gguf.quants.quantize(values, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def write_shape(writer, config):
    heads = config["num_attention_heads"]
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(heads)
    writer.add_head_count_kv(config.get("num_key_value_heads", heads))
    writer.add_rope_dimension_count(config.get("head_dim") or config["hidden_size"] // heads)
    writer.add_rope_freq_base(theta(config))
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    writer.add_vocab_size(config["vocab_size"])
    writer.add_tokenizer_model("no_vocab")


def theta(config):
    return config.get("rope_theta") or (config.get("rope_parameters") or {}).get("rope_theta") or ROPE_THETA


def gguf_name(name):
    if name in NAMES:
        return NAMES[name]
    _, _, layer, part = name.removesuffix(".weight").split(".", 3)
    return f"blk.{layer}.{BLOCK_NAMES[part]}.weight"


def arranged(name, values, config):
    """llama.cpp rotates neighbouring values of a head, Hugging Face those half a head apart."""
    heads = config["num_attention_heads"]
    if name.endswith("k_proj.weight"):
        heads = config.get("num_key_value_heads", heads)
    elif not name.endswith("q_proj.weight"):
        return values
    halves = values.reshape(heads, 2, values.shape[0] // heads // 2, values.shape[1])
    return numpy.ascontiguousarray(halves.swapaxes(1, 2)).reshape(values.shape)


class Weights:
    """A safetensors file as float32; numpy alone does not know bfloat16."""

    def __init__(self, path):
        self.path = path

    def __enter__(self):
        with open(self.path, "rb") as file:
            length = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(length))
        header.pop("__metadata__", None)
        self.header = header
        self.data = numpy.memmap(self.path, dtype=numpy.uint8, mode="r", offset=8 + length)
        return self

    def __exit__(self, *failure):
        del self.data

    def names(self):
        return list(self.header)

    def read(self, name):
        entry = self.header[name]
        begin, end = entry["data_offsets"]
        stored = self.data[begin:end]
        if entry["dtype"] == "BF16":
            values = (stored.view(numpy.uint16).astype(numpy.uint32) << 16).view(numpy.float32)
        else:
            values = stored.view({"F32": numpy.float32, "F16": numpy.float16}[entry["dtype"]]).astype(numpy.float32)
        return values.reshape(entry["shape"])
