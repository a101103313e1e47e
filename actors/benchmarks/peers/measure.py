"""The measurements, the same for every peer and the same as Telltale's own.

A peer has `width` of vocabulary, `open(ids)` which forgets everything and runs prompts [B, T], `step()` which decodes one greedy token of
every sequence, and `mode`, which says what is done beside: nothing, "capture" (the residual stream after every layer, to numpy) or
"addition" (of a vector, after the middle layer).
"""

import statistics
import time

import numpy

WARM_STEPS = 2
STEPS_PER_TURN = 8
PLAIN = "plain"
SEED = 1


class NotOffered(Exception):
    """A peer has no such thing."""


def answer(peer, request):
    work = request["work"]
    if work == "next":
        peer.mode = PLAIN
        return {"id": int(peer.open(numpy.array([request["ids"]], dtype=numpy.int64))[0])}
    ids = prompts(peer, request["batch"], request["prompt"])
    if work == "prefill":
        return {"rate": prefill(peer, ids)}
    if work == "decode":
        return {"rate": decode(peer, ids, request["tokens"])}
    return overhead(peer, ids, work, request["tokens"])


def prompts(peer, batch, length):
    return numpy.random.default_rng(SEED).integers(0, peer.vocabulary, size=(batch, length), dtype=numpy.int64)


def prefill(peer, ids):
    peer.mode = PLAIN
    return ids.size / seconds(lambda: peer.open(ids))


def decode(peer, ids, tokens):
    """Tokens per second by the median step: one that another process disturbed is no property of the peer."""
    peer.mode = PLAIN
    peer.open(ids)
    for _ in range(WARM_STEPS):
        peer.step()
    return ids.shape[0] / statistics.median(seconds(peer.step) for _ in range(tokens))


def overhead(peer, ids, work, tokens):
    """Plain and hooked steps of the same sequences, a few of each in turn, so that both meet the same machine."""
    peer.mode = PLAIN
    peer.open(ids)
    times = {PLAIN: [], work: []}
    for turn in range(2 * max(2, tokens // STEPS_PER_TURN)):
        peer.mode = PLAIN if turn % 2 == 0 else work
        peer.step()
        times[peer.mode] += [seconds(peer.step) for _ in range(STEPS_PER_TURN - 1)]
    return {"plain": statistics.median(times[PLAIN]), "hooked": statistics.median(times[work])}


def seconds(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
