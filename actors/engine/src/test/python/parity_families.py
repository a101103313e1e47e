"""The architecture families of the parity suite: configurations, and where each family keeps what hook sites show."""

from dataclasses import dataclass, field

VOCABULARY = 96
CONTEXT = 256


@dataclass
class Layout:
    """Where a family keeps the modules whose values are hook sites; `middle` reads the residual between both parts."""

    base: str = "model"
    layers: str = "layers"
    first_norm: str = "input_layernorm"
    attention_projection: str = "self_attn.o_proj"
    attention_out: str = "self_attn.o_proj"
    middle: str | None = "post_attention_layernorm"
    down_projection: str = "mlp.down_proj"
    mlp_out: str = "mlp"
    router: str = "mlp.gate"
    last_norm: str = "norm"


PRE_NORM = Layout()
SANDWICH = Layout(attention_out="post_attention_layernorm", middle="pre_feedforward_layernorm",
                  mlp_out="post_feedforward_layernorm")
POST_NORM = Layout(first_norm="post_attention_layernorm", attention_out="post_attention_layernorm", middle="mlp",
                   mlp_out="post_feedforward_layernorm")
GPT2 = Layout(base="transformer", layers="h", first_norm="ln_1", attention_projection="attn.c_proj",
              attention_out="attn.c_proj", middle="ln_2", down_projection="mlp.c_proj", last_norm="ln_f")
NEOX_SERIAL = Layout(base="gpt_neox", attention_projection="attention.dense", attention_out="attention.dense",
                     down_projection="mlp.dense_4h_to_h", last_norm="final_layer_norm")
NEOX_PARALLEL = Layout(**(vars(NEOX_SERIAL) | {"middle": None}))


@dataclass
class Family:
    """A family: its configuration, how transformers 4 spelt it, and what else its goldens hold."""

    model_type: str
    settings: dict
    layout: Layout = field(default_factory=Layout)
    legacy: dict = field(default_factory=dict)
    legacy_absent: tuple = ()
    gains_from_zero: bool = False
    crossing: int = 0


COMMON = dict(vocab_size=VOCABULARY, hidden_size=32, intermediate_size=64, num_hidden_layers=3, num_attention_heads=4,
              num_key_value_heads=2, max_position_embeddings=CONTEXT, bos_token_id=1, eos_token_id=2, pad_token_id=0)
LLAMA3_ROPE = {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
               "original_max_position_embeddings": 64}
LONG_ROPE = {"short_factor": [1.0, 1.1, 1.3, 1.6, 2.0, 2.5], "long_factor": [1.0, 1.6, 2.7, 4.5, 7.0, 9.0]}
GEMMA_HEADS = dict(head_dim=12, query_pre_attn_scalar=20, hidden_activation="gelu_pytorch_tanh", rms_norm_eps=1e-6,
                   sliding_window=8)
GEMMA_ABSENT = ("layer_types", "tie_word_embeddings", "use_bidirectional_attention", "_sliding_window_pattern")
GEMMA3 = COMMON | GEMMA_HEADS | dict(num_hidden_layers=4, layer_types=["sliding_attention", "sliding_attention",
                                                                       "full_attention", "sliding_attention"])
NEOX = dict(vocab_size=VOCABULARY, hidden_size=32, intermediate_size=64, num_hidden_layers=3, num_attention_heads=2,
            max_position_embeddings=CONTEXT, bos_token_id=0, eos_token_id=0,
            rope_parameters={"rope_type": "default", "rope_theta": 500.0, "partial_rotary_factor": 0.25})
NEOX_LEGACY = dict(rotary_pct=0.25, rotary_emb_base=500)
NEOX_ABSENT = ("attention_bias", "attention_dropout", "hidden_dropout", "is_decoder", "pad_token_id")


def rope(theta, **scaling):
    return {"rope_parameters": {"rope_type": "default", "rope_theta": theta} | scaling}


FAMILIES = {
    "llama-untied": Family(
        "llama", COMMON | rope(900.0) | dict(rms_norm_eps=1e-5, tie_word_embeddings=False),
        legacy=dict(rope_theta=900.0, rope_scaling=None), legacy_absent=("head_dim",)),
    "llama3": Family(
        "llama", COMMON | rope(500.0, **LLAMA3_ROPE) | dict(rms_norm_eps=1e-5, head_dim=16, tie_word_embeddings=True),
        legacy=dict(rope_theta=500.0, rope_scaling=LLAMA3_ROPE)),
    "mistral": Family(
        "mistral", COMMON | rope(1000.0) | dict(rms_norm_eps=1e-5, sliding_window=8),
        legacy=dict(rope_theta=1000.0), legacy_absent=("head_dim",)),
    "qwen2": Family(
        "qwen2", COMMON | rope(2000.0) | dict(rms_norm_eps=1e-6, tie_word_embeddings=True),
        # Published ones state a window and that it is not used.
        legacy=dict(rope_theta=2000.0, sliding_window=8, use_sliding_window=False, max_window_layers=2),
        legacy_absent=("layer_types",)),
    "qwen3": Family(
        "qwen3", COMMON | rope(3000.0) | dict(rms_norm_eps=1e-6, head_dim=14, tie_word_embeddings=False),
        legacy=dict(rope_theta=3000.0, rope_scaling=None, use_sliding_window=False, max_window_layers=3),
        legacy_absent=("layer_types",)),
    "gemma2": Family(
        "gemma2", COMMON | GEMMA_HEADS | rope(800.0) | dict(attn_logit_softcapping=3.0, final_logit_softcapping=4.0),
        SANDWICH, gains_from_zero=True,
        # The published ones name the activation twice; hidden_activation decides.
        legacy=dict(rope_theta=800.0, hidden_act="gelu_pytorch_tanh", cache_implementation="hybrid"),
        legacy_absent=GEMMA_ABSENT),
    "gemma3": Family(
        "gemma3_text", GEMMA3 | dict(rope_parameters={
            "sliding_attention": {"rope_type": "default", "rope_theta": 100.0},
            "full_attention": {"rope_type": "default", "rope_theta": 5000.0}}),
        SANDWICH, gains_from_zero=True,
        legacy=dict(rope_theta=5000.0, rope_local_base_freq=100.0, rope_scaling=None, sliding_window_pattern=3,
                    cache_implementation="hybrid"),
        legacy_absent=GEMMA_ABSENT),
    "gemma3-linear": Family(
        "gemma3_text", GEMMA3 | dict(rope_parameters={
            "sliding_attention": {"rope_type": "default", "rope_theta": 100.0},
            "full_attention": {"rope_type": "linear", "factor": 8.0, "rope_theta": 5000.0}}),
        SANDWICH, gains_from_zero=True,
        legacy=dict(rope_theta=5000.0, rope_local_base_freq=100.0, rope_scaling={"factor": 8.0, "rope_type": "linear"},
                    sliding_window_pattern=3),
        legacy_absent=GEMMA_ABSENT),
    "phi3": Family(
        "phi3", COMMON | rope(1000.0) | dict(
            num_key_value_heads=4, rms_norm_eps=1e-5, sliding_window=17, original_max_position_embeddings=CONTEXT),
        legacy=dict(rope_theta=1000.0, rope_scaling=None, attention_bias=False)),
    "phi4-mini": Family(
        "phi3", COMMON | rope(1000.0, rope_type="longrope", partial_rotary_factor=0.75, **LONG_ROPE) | dict(
            hidden_size=48, num_attention_heads=3, num_key_value_heads=1, rms_norm_eps=1e-5, tie_word_embeddings=True,
            original_max_position_embeddings=64, sliding_window=CONTEXT),
        legacy=dict(rope_theta=1000.0, partial_rotary_factor=0.75, rope_scaling={"type": "longrope"} | LONG_ROPE,
                    attention_bias=False, lm_head_bias=False, mlp_bias=False),
        # Decoding from here passes the original context, where all rotary frequencies change.
        crossing=62),
    "olmo2": Family(
        "olmo2", COMMON | rope(1500.0) | dict(rms_norm_eps=1e-6), POST_NORM,
        legacy=dict(rope_theta=1500.0, rope_scaling=None)),
    "gpt2": Family(
        "gpt2", dict(vocab_size=VOCABULARY, n_embd=32, n_inner=64, n_layer=3, n_head=4, n_positions=CONTEXT,
                     bos_token_id=1, eos_token_id=2), GPT2,
        legacy=dict(n_ctx=CONTEXT), legacy_absent=("add_cross_attention", "tie_word_embeddings", "pad_token_id",
                                                   "scale_attn_by_inverse_layer_idx", "reorder_and_upcast_attn")),
    "gpt-neox": Family(
        "gpt_neox", NEOX, NEOX_PARALLEL, legacy=NEOX_LEGACY,
        legacy_absent=NEOX_ABSENT),
    "gpt-neox-serial": Family(
        "gpt_neox", NEOX | dict(use_parallel_residual=False), NEOX_SERIAL, legacy=NEOX_LEGACY,
        legacy_absent=NEOX_ABSENT),
    "smollm3": Family(
        "smollm3", COMMON | rope(2500.0) | dict(rms_norm_eps=1e-6, no_rope_layers=[1, 0, 1], no_rope_layer_interval=2),
        legacy=dict(rope_theta=2500.0, rope_scaling=None, max_window_layers=28),
        legacy_absent=("tie_word_embeddings",)),
    "mixtral": Family(
        "mixtral", COMMON | rope(1200.0) | dict(
            intermediate_size=24, rms_norm_eps=1e-5, num_local_experts=4, num_experts_per_tok=2),
        legacy=dict(rope_theta=1200.0), legacy_absent=("head_dim",)),
    "qwen3-moe": Family(
        "qwen3_moe", COMMON | rope(1400.0) | dict(
            rms_norm_eps=1e-6, head_dim=12, num_experts=6, num_experts_per_tok=3, moe_intermediate_size=16,
            norm_topk_prob=True, decoder_sparse_step=1, mlp_only_layers=[1]),
        legacy=dict(rope_theta=1400.0, rope_scaling=None, num_experts=6, max_window_layers=3),
        legacy_absent=("num_local_experts",)),
}
