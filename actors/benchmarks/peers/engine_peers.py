#!/usr/bin/env python3
"""One peer of `telltale bench engine`: loads a checkpoint once and measures when told to.

    engine_peers.py PEER --checkpoint FOLDER --precision float32 --threads 2 [--cache FOLDER]

Runs on any Python 3.10 or newer: it makes a virtual environment of pinned packages in the cache folder, once, and goes on in it.
Requests are lines of JSON on standard input, answers are lines of JSON on standard output, one for one; whatever libraries print
goes to standard error. The first line says that the peer is ready, or why it is absent; protocol.py has the rest.
"""

import argparse
import fcntl
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import venv

HERE = pathlib.Path(__file__).resolve().parent
ENVIRONMENTS = {
    "transformers": "torch",
    "transformer-lens": "torch",
    "nnsight": "torch",
    "llama.cpp": "llama-cpp",
}
JLAMA = "jlama"
JLAMA_FLAGS = [
    "--add-modules=jdk.incubator.vector",
    "--enable-native-access=ALL-UNNAMED",
    "-Djlama.force_panama_tensor_operations=true",
    "-Xmx6g",
]
INSIDE = "TELLTALE_PEER_ENVIRONMENT"
LAST_LINES = 3


def main():
    options = parse()
    if options.peer == JLAMA:
        become_jlama(options)
    environment = ENVIRONMENTS[options.peer]
    if os.environ.get(INSIDE) != environment:
        enter(environment, options.cache)
    sys.dont_write_bytecode = True
    import protocol

    protocol.serve(options)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("peer", choices=sorted([*ENVIRONMENTS, JLAMA]))
    parser.add_argument("--checkpoint", type=pathlib.Path, required=True)
    parser.add_argument("--precision", choices=["float32", "bfloat16", "float16", "int8"], required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--cache", type=pathlib.Path, default=default_cache())
    return parser.parse_args()


def default_cache():
    base = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    return pathlib.Path(base) / "telltale" / "benchmark-peers"


def enter(environment, cache):
    """Goes on with this script in a virtual environment; does not return."""
    try:
        python = make_environment(HERE / f"requirements-{environment}.txt", cache)
    except (OSError, subprocess.CalledProcessError) as failed:
        be_absent(failed)
    os.environ[INSIDE] = environment
    os.execv(python, [str(python), *sys.argv])


def make_environment(requirements, cache):
    """Returns the interpreter of an environment that holds exactly these requirements; a change of them makes another one."""
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()[:12]
    folder = cache / f"{requirements.stem.removeprefix('requirements-')}-{digest}"
    python = folder / "bin" / "python"
    complete = folder / "complete"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not complete.exists():
            print(f"making {folder} from {requirements.name}, which takes minutes, once", file=sys.stderr, flush=True)
            venv.create(folder, with_pip=True, clear=False)
            install(python, requirements)
            complete.touch()
    return python


def install(python, requirements):
    run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(requirements)])


def become_jlama(options):
    """Goes on as a Java process, compiled first, by the JDK in JAVA_HOME; does not return."""
    project = HERE / "jlama"
    java = pathlib.Path(os.environ.get("JAVA_HOME", "/")) / "bin" / "java"
    try:
        run([str(HERE.parents[2] / "mvnw"), "-q", "-B", "-f", str(project / "pom.xml"), "process-classes"])
        class_path = f"{project}/target/classes:{project}/target/libraries/*"
        main_class = "io.telltale.benchmarks.peers.jlama.JlamaPeer"
        arguments = [str(options.checkpoint), options.precision, str(options.threads)]
        os.execv(java, [str(java), *JLAMA_FLAGS, "-cp", class_path, main_class, *arguments])
    except (OSError, subprocess.CalledProcessError) as failed:
        be_absent(failed)


def run(command):
    """What a command says on standard output is no answer of ours."""
    try:
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    except subprocess.CalledProcessError as failed:
        print(failed.stdout, file=sys.stderr)
        raise


def be_absent(failed):
    print(json.dumps({"absent": f"it cannot be installed: {reason(failed)}"}), flush=True)
    sys.exit(0)


def reason(failed):
    """Puts an error into one line."""
    text = getattr(failed, "stdout", None) or str(failed)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return " / ".join(lines[-LAST_LINES:])


if __name__ == "__main__":
    main()
