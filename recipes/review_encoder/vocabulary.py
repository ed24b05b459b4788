"""One BPE vocabulary for both scripts: Chinese pieces of up to four characters, English pieces of any length.

The two are fitted apart, since a length limit that suits Chinese would cut English words to bits, and then joined: no
merge of one can apply to the other, because the pre-tokenizer never leaves both scripts in one piece.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers, processors
from tokenizers.models import BPE
from tokenizers.trainers import BpeTrainer

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
CHINESE_PIECES = 12_000
ENGLISH_PIECES = 6_000
CHINESE_ALPHABET = 4_500
HAN = re.compile(r"[\u3400-\u9fff]")


def fit(texts: Iterable[str]) -> Tokenizer:
    """Fit on raw texts; every text feeds the vocabulary of each script that it holds."""
    texts = list(texts)
    chinese = _fit_one(texts, CHINESE_PIECES, r"\p{Han}+", limit_alphabet=CHINESE_ALPHABET, max_token_length=4)
    english = _fit_one(texts, ENGLISH_PIECES, r" ?[a-z]+", limit_alphabet=64)
    signs = _signs(texts)
    tokens = dict.fromkeys([*SPECIAL, *signs, *chinese["vocab"], *english["vocab"]])
    model = BPE(
        vocab={token: index for index, token in enumerate(tokens)},
        merges=[tuple(pair) for pair in chinese["merges"] + english["merges"]],
        unk_token="[UNK]",
    )
    tokenizer = Tokenizer(model)
    tokenizer.add_special_tokens(SPECIAL)
    tokenizer.normalizer = _normalizer()
    tokenizer.pre_tokenizer = _pre_tokenizer()
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", cls), ("[SEP]", sep)],
    )
    return tokenizer


def _normalizer() -> normalizers.Normalizer:
    return normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Lowercase(),
            normalizers.Replace(Regex(r"\s+"), " "),
            normalizers.Strip(),
            normalizers.Prepend(" "),
        ]
    )


def _pre_tokenizer() -> pre_tokenizers.PreTokenizer:
    """A space stays with the English word that follows it; other spaces go; digits and signs stand alone."""
    return pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r" (?![a-z])"), "removed"),
            pre_tokenizers.Split(Regex(r"\p{Han}+| ?[a-z]+|."), "isolated"),
        ]
    )


def _fit_one(texts: list[str], size: int, pattern: str, **options: int) -> dict:
    tokenizer = Tokenizer(BPE(unk_token="[UNK]"))
    tokenizer.normalizer = _normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(pattern), "removed", invert=True)
    trainer = BpeTrainer(vocab_size=size, min_frequency=8, special_tokens=["[UNK]"], show_progress=False, **options)
    tokenizer.train_from_iterator(texts, trainer)
    return json.loads(tokenizer.to_str())["model"]


def _signs(texts: list[str], least: int = 20) -> list[str]:
    """Every other character that is common enough: digits, punctuation, emoji."""
    counts: dict[str, int] = {}
    normalizer = _normalizer()
    for text in texts:
        for character in set(normalizer.normalize_str(text)):
            if not (HAN.match(character) or character.isspace() or "a" <= character <= "z"):
                counts[character] = counts.get(character, 0) + 1
    return sorted(character for character, count in counts.items() if count >= least)
