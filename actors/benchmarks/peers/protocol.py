"""What a peer says and understands: one line of JSON each way.

On start   {"ready": true, "versions": {...}, "load_seconds": s, "peak_resident_bytes": n}  or  {"absent": "why"}
Requests   {"work": "decode", "batch": b, "prompt": p, "tokens": n}       answer {"rate": tokens per second}
           {"work": "prefill", "batch": b, "prompt": p}                   answer {"rate": tokens per second}
           {"work": "capture" or "addition", "batch": b, "prompt": p, "tokens": n}
                answer {"plain": seconds of a step, "hooked": seconds of a step with the hooks}
           {"work": "next", "ids": [...]}                                 answer {"id": the most probable token}
Anything that cannot be measured is answered by {"absent": "why"}. The end of input ends the process.
"""

import json
import os
import re
import sys
import time
import traceback

import measure


def serve(options):
    answers = take_standard_output()
    started = time.perf_counter()
    try:
        peer = load(options)
    except Exception as failed:
        say(answers, absence(failed))
        return
    say(
        answers,
        {
            "ready": True,
            "versions": peer.versions,
            "load_seconds": time.perf_counter() - started,
            "peak_resident_bytes": peak_resident_bytes(),
        },
    )
    for line in sys.stdin:
        try:
            say(answers, measure.answer(peer, json.loads(line)))
        except Exception as failed:
            say(answers, absence(failed))


def load(options):
    if options.peer == "llama.cpp":
        from llama_cpp_peer import LlamaCppPeer

        return LlamaCppPeer(options.checkpoint, options.precision, options.threads)
    import torch_peers

    return torch_peers.load(options.peer, options.checkpoint, options.precision, options.threads)


def take_standard_output():
    """Keeps standard output for answers alone: what libraries print there goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    return answers


def say(answers, message):
    print(json.dumps(message), file=answers, flush=True)


def absence(failed):
    if not isinstance(failed, measure.NotOffered):
        traceback.print_exception(failed, file=sys.stderr)
        return {"absent": " ".join(f"{type(failed).__name__}: {failed}".split())[:300]}
    return {"absent": str(failed)}


def peak_resident_bytes():
    with open("/proc/self/status") as status:
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read()).group(1)) * 1024
