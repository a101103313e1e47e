"""Makes small tokenizers of every kind and what Hugging Face's tokenizers make of hard texts: TokenizerGoldensTest's goldens.

    python make_tokenizers.py            # writes beside the goldens; versions.txt names what it ran with
    python make_tokenizers.py FOLDER     # goldens alone, for every tokenizer.json in a folder of FOLDER

One folder for each kind: tokenizer.json, and goldens.json with texts (their ids with and without the special tokens around
a prompt) and sequences of ids (what they decode to, with and without special tokens).
"""

import json
import random
import sys
from importlib.metadata import version
from pathlib import Path

from tokenizers import (AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers)

FOLDER = Path(__file__).parent.parent / "resources/io/telltale/engine/text/tokenizers"
CORPUS = [
    "The river rises in the hills and falls into the sea; it's 1234567 paces long.",
    "The ferry doesn't cross when the river rises. Who'll say what the ferryman'd do?",
    "  def walk(path):\n\treturn [step for step in path if step > 0]\n\n",
    "Über die Brücke, à côté du château: naïve café, señor. 河は丘から流れる。漢字と仮名。",
    "Hello, world! Hello, hills! 12 + 345 = 357; x_1 = y2.",
] * 3
TEXTS = [
    "", " ", "  ", "a", " a", "The river rises.", "  The  river\n\n rises \t", "it's we'll THEY'D I'm", "1234567 12 3",
    "Über naïve café", "e\u0301 a\u0308 n\u0303", "河は丘から流れる。", "漢字😀仮名", "👩‍👩‍👧‍👦 👍🏽 🇨🇭", "नमस्ते สวัสดี", "\u200b\u00a0\u3000x",
    "a<sep>b", "<sep><sep> x <sep>", "<tag>a</tag> <tag> b", "\x00\x01\x7f", "🜁ᚠ𐍈", "line\r\nline\n", "ﬁ ① ｈａｌｆ", "hills" * 20,
    "\n\n\n\n", "x\n\ny",
]
LLAMA3 = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")
QWEN = LLAMA3.replace(r"\p{N}{1,3}", r"\p{N}")
BYTE_TOKENS = [f"<0x{value:02X}>" for value in range(256)]


def special(*contents):
    return [AddedToken(content, special=True, normalized=False) for content in contents]


def around(tokenizer, single):
    names = [part for part in single.split() if not part.startswith("$")]
    return processors.TemplateProcessing(
        single=single, pair=f"{single} $B:1", special_tokens=[(name, tokenizer.token_to_id(name)) for name in names])


def bytes_bpe(size, specials):
    tokenizer = Tokenizer(models.BPE())
    trainer = trainers.BpeTrainer(vocab_size=size, special_tokens=specials, show_progress=False,
                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    return tokenizer, trainer


def gpt2():
    tokenizer, trainer = bytes_bpe(400, ["<sep>"])
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.train_from_iterator(CORPUS, trainer)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    return tokenizer


def llama3():
    tokenizer, trainer = bytes_bpe(420, [])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(LLAMA3), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    tokenizer.train_from_iterator(CORPUS, trainer)
    tokenizer.model.ignore_merges = True
    tokenizer.add_special_tokens(special("<bos>", "<sep>"))
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.Sequence(
        [processors.ByteLevel(trim_offsets=False), around(tokenizer, "<bos> $A:0")])
    return tokenizer


def qwen2():
    tokenizer, trainer = bytes_bpe(420, [])
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(QWEN), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    tokenizer.train_from_iterator(CORPUS, trainer)
    tokenizer.add_special_tokens(special("<sep>"))
    tokenizer.add_tokens([AddedToken("<tag>", special=False, normalized=False), "</tag>"])
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    return tokenizer


def pieces(size, specials):
    """A BPE of SentencePiece's kind: spaces are part of the pieces, and every byte has a token of its own."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    trainer = trainers.BpeTrainer(vocab_size=size, special_tokens=["<unk>", *specials, *BYTE_TOKENS], show_progress=False,
                                  limit_alphabet=60)
    tokenizer.train_from_iterator(CORPUS, trainer)
    model = json.loads(tokenizer.to_str())
    # The trainer takes all it is given for special; the bytes are ordinary tokens.
    model["added_tokens"] = [token for token in model["added_tokens"] if not token["content"].startswith("<0x")]
    return Tokenizer.from_str(json.dumps(model))


def llama2():
    tokenizer = pieces(520, ["<bos>", "<sep>"])
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    tokenizer.decoder = decoders.Sequence([
        decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    tokenizer.post_processor = around(tokenizer, "<bos> $A:0")
    return tokenizer


def mistral():
    tokenizer = pieces(520, ["<bos>", "<sep>"])
    tokenizer.normalizer = None
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="first", split=False)
    tokenizer.decoder = decoders.Sequence([
        decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    tokenizer.post_processor = around(tokenizer, "<bos> $A:0")
    return tokenizer


def gemma():
    tokenizer = pieces(520, ["<bos>", "<sep>"])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    tokenizer.add_tokens([AddedToken("\n\n", special=False, normalized=False), AddedToken("▁▁", special=False, normalized=False)])
    tokenizer.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    tokenizer.post_processor = around(tokenizer, "<bos> $A:0")
    return tokenizer


def t5():
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    trainer = trainers.UnigramTrainer(vocab_size=150, special_tokens=["<pad>", "<eos>", "<unk>", "<sep>"],
                                      unk_token="<unk>", show_progress=False)
    tokenizer.train_from_iterator(CORPUS, trainer)
    tokenizer.post_processor = around(tokenizer, "$A:0 <eos>")
    return tokenizer


def unigram_bytes():
    scores = [("<unk>", 0.0), ("<bos>", 0.0), ("<sep>", 0.0), *((name, -20.0) for name in BYTE_TOKENS)]
    letters = sorted(set("".join(CORPUS)) - set("河漢字 \n\t"))
    words = ["▁", "▁The", "▁river", "▁ri", "ses", "he", "▁a", "in", "er"]
    model = models.Unigram([*scores, *((word, -3.0) for word in words), *((letter, -6.0) for letter in letters)], 0, True)
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.add_special_tokens(special("<bos>", "<sep>"))
    tokenizer.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    tokenizer.post_processor = around(tokenizer, "<bos> $A:0")
    return tokenizer


def words():
    tokenizer = Tokenizer(models.WordPiece(unk_token="<unk>"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=150, special_tokens=["<unk>", "<sep>"], show_progress=False)
    tokenizer.train_from_iterator(CORPUS, trainer)
    tokenizer.decoder = decoders.WordPiece()
    return tokenizer


KINDS = [gpt2, llama3, qwen2, llama2, mistral, gemma, t5, unigram_bytes, words]


def sequences(tokenizer):
    """Sequences of ids: some that texts have, some that no text has."""
    draw = random.Random(11)
    size = tokenizer.get_vocab_size()
    made = [[draw.randrange(size) for _ in range(draw.choice([1, 2, 5, 12]))] for _ in range(20)]
    return made + [tokenizer.encode(text, add_special_tokens=True).ids for text in TEXTS[5:20:3]]


def write_goldens(folder, tokenizer):
    texts = [{"text": text, "ids": tokenizer.encode(text, add_special_tokens=True).ids,
              "rendered": tokenizer.encode(text, add_special_tokens=False).ids} for text in TEXTS]
    decoded = [{"ids": ids, "text": tokenizer.decode(ids), "verbatim": tokenizer.decode(ids, skip_special_tokens=False)}
               for ids in sequences(tokenizer)]
    golden = {"size": tokenizer.get_vocab_size(), "texts": texts, "sequences": decoded}
    (folder / "goldens.json").write_text(json.dumps(golden, ensure_ascii=True) + "\n")
    print(folder.name, tokenizer.get_vocab_size())


def main():
    for kind in KINDS:
        folder = FOLDER / kind.__name__
        folder.mkdir(parents=True, exist_ok=True)
        tokenizer = kind()
        tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
        write_goldens(folder, tokenizer)
    (FOLDER / "versions.txt").write_text(f"tokenizers {version('tokenizers')}\n")


def others(folder):
    for file in sorted(folder.glob("*/tokenizer.json")):
        tokenizer = Tokenizer.from_file(str(file))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        write_goldens(file.parent, tokenizer)


if __name__ == "__main__":
    others(Path(sys.argv[1])) if len(sys.argv) > 1 else main()
