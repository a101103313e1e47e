"""Makes the golden distributions of the sampling tests with the generate() of Hugging Face transformers.

    python make_sampling_golden.py     # writes ../resources/io/telltale/engine/golden/sampling; versions.txt names what it ran with

A small random model generates; generate() tells, for each new token, the model's own scores and the scores that its
processors, in the order that it puts them in, make of them. Presence and frequency penalties are OpenAI's, which
transformers lacks; a processor of ours subtracts them, and generate() runs it where it runs every custom processor:
after the repetition penalty and before the temperature.
"""

import json
from pathlib import Path

import torch
import transformers
from transformers import GPT2Config, GPT2LMHeadModel, LogitsProcessor, LogitsProcessorList

OUT = Path(__file__).parent / "../resources/io/telltale/engine/golden/sampling"
VOCABULARY = 64
PROMPT = [3, 17, 3, 42, 60, 17, 3]
NEW_TOKENS = 4
END = 9

CASES = [
    {"name": "temperature", "temperature": 0.6},
    {"name": "a high temperature", "temperature": 1.7},
    {"name": "top-k", "top_k": 5},
    {"name": "top-k above the vocabulary", "top_k": 1000},
    {"name": "top-p", "top_p": 0.8},
    {"name": "a small top-p", "top_p": 0.05},
    {"name": "min-p", "min_p": 0.1},
    {"name": "min-p of one", "min_p": 1.0},
    {"name": "all filters", "temperature": 1.4, "top_k": 12, "top_p": 0.7, "min_p": 0.08},
    {"name": "top-p of what top-k leaves", "temperature": 2.0, "top_k": 6, "top_p": 0.6},
    {"name": "repetition penalty", "repetition_penalty": 1.3},
    {"name": "repetition reward", "repetition_penalty": 0.7},
    {"name": "presence penalty", "presence_penalty": 1.5},
    {"name": "frequency penalty", "frequency_penalty": 1.1},
    {"name": "penalties of a token that came again", "logit_bias": {"11": 8.0}, "frequency_penalty": 1.1,
     "presence_penalty": 0.3},
    {"name": "frequency reward", "frequency_penalty": -0.9, "top_k": 8},
    {"name": "logit bias", "logit_bias": {"3": -100.0, "11": 4.5, "60": -2.25}},
    {"name": "bias comes before the repetition penalty", "logit_bias": {"3": 6.0, "42": -5.0}, "repetition_penalty": 1.8},
    {"name": "an end that is not allowed yet", "min_new_tokens": 2, "logit_bias": {"9": 50.0}},
    {"name": "everything", "temperature": 0.9, "top_k": 20, "top_p": 0.92, "min_p": 0.02, "repetition_penalty": 1.2,
     "presence_penalty": 0.4, "frequency_penalty": 0.3, "logit_bias": {"5": 2.0, "3": -1.5}},
]


class AnswerPenalties(LogitsProcessor):
    """OpenAI's: mu[j] - c[j] * frequency - (c[j] > 0) * presence, where c counts the tokens of the answer."""

    def __init__(self, presence, frequency):
        self.presence, self.frequency = presence, frequency

    def __call__(self, input_ids, scores):
        counts = torch.bincount(input_ids[0, len(PROMPT):], minlength=VOCABULARY)
        return scores - counts * self.frequency - (counts > 0) * self.presence


def model():
    torch.manual_seed(11)
    made = GPT2LMHeadModel(GPT2Config(
        vocab_size=VOCABULARY, n_embd=16, n_layer=2, n_head=2, n_positions=32, tie_word_embeddings=False,
        bos_token_id=END, eos_token_id=END, pad_token_id=END))
    made.lm_head.weight.data = 0.4 * torch.randn_like(made.lm_head.weight)
    return made.eval()


def options(case):
    own = {"temperature", "top_k", "top_p", "min_p", "repetition_penalty", "min_new_tokens"}
    given = {key: value for key, value in case.items() if key in own}
    given.setdefault("top_k", 0)
    if "logit_bias" in case:
        given["sequence_bias"] = {(int(id),): bias for id, bias in case["logit_bias"].items()}
    return given


def steps(made, case):
    penalties = AnswerPenalties(case.get("presence_penalty", 0.0), case.get("frequency_penalty", 0.0))
    torch.manual_seed(5)
    result = made.generate(
        torch.tensor([PROMPT]), do_sample=True, max_new_tokens=NEW_TOKENS, logits_processor=LogitsProcessorList([penalties]),
        output_logits=True, output_scores=True, return_dict_in_generate=True, **options(case))
    tokens = result.sequences[0].tolist()
    for index, (logits, scores) in enumerate(zip(result.logits, result.scores)):
        probabilities = scores[0].double().softmax(-1)
        kept = (scores[0] > -torch.inf).nonzero().flatten().tolist()
        yield {
            "tokens": tokens[:len(PROMPT) + index],
            "logits": logits[0].tolist(),
            "probabilities": {id: probabilities[id].item() for id in kept},
        }


def main():
    made = model()
    OUT.mkdir(parents=True, exist_ok=True)
    golden = {
        "prompt_length": len(PROMPT),
        "end_of_sequence": END,
        "cases": [{**case, "steps": list(steps(made, case))} for case in CASES],
    }
    (OUT / "sampling.golden.json").write_text(json.dumps(golden) + "\n")
    (OUT / "versions.txt").write_text(f"torch {torch.__version__}\ntransformers {transformers.__version__}\n")


if __name__ == "__main__":
    main()
