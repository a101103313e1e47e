"""llama.cpp through its C interface: the same sequences, decoded in one batch."""

import ctypes
import os
import tempfile

import llama_cpp
import numpy

import gguf_checkpoint
import measure

ROOM_FOR_NEW_TOKENS = 256
ROOM_MULTIPLE = 256


class LlamaCppPeer:

    def __init__(self, folder, precision, threads):
        llama_cpp.llama_backend_init()
        self.threads = threads
        self.precision = precision
        self.mode = measure.PLAIN
        self.context = None
        self.context_size = (0, 0)
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            file = os.path.join(scratch, "model.gguf")
            gguf_checkpoint.write(folder, precision, file)
            # The mapping outlives the name.
            self.model = llama_cpp.llama_model_load_from_file(file.encode(), llama_cpp.llama_model_default_params())
        if not self.model:
            raise RuntimeError("llama.cpp refuses the converted checkpoint")
        self.vocabulary = llama_cpp.llama_vocab_n_tokens(llama_cpp.llama_model_get_vocab(self.model))
        self.versions = {"llama-cpp-python": llama_cpp.__version__, "instructions": instructions()}

    def open(self, ids):
        if self.mode != measure.PLAIN:
            raise measure.NotOffered("it has no hooks that read or change a layer from outside")
        sequences, length = ids.shape
        self.make_context(sequences, length)
        llama_cpp.llama_memory_clear(llama_cpp.llama_get_memory(self.context), False)
        self.length = 0
        return self.run(ids)

    def step(self):
        if self.mode != measure.PLAIN:
            raise measure.NotOffered("it has no hooks that read or change a layer from outside")
        return self.run(self.next[:, None])

    def make_context(self, sequences, length):
        """Keys and values of float32 for float32, else of float16, which is llama.cpp's default."""
        room = -(-(length + ROOM_FOR_NEW_TOKENS) // ROOM_MULTIPLE) * ROOM_MULTIPLE
        if self.context_size == (sequences, room):
            return
        if self.context:
            llama_cpp.llama_free(self.context)
            llama_cpp.llama_batch_free(self.batch)
        parameters = llama_cpp.llama_context_default_params()
        parameters.n_ctx = room * sequences
        parameters.n_seq_max = sequences
        parameters.n_batch = room * sequences
        parameters.n_threads = self.threads
        parameters.n_threads_batch = self.threads
        if self.precision == "float32":
            parameters.type_k = llama_cpp.GGML_TYPE_F32
            parameters.type_v = llama_cpp.GGML_TYPE_F32
        self.context = llama_cpp.llama_init_from_model(self.model, parameters)
        if not self.context:
            raise RuntimeError(f"llama.cpp makes no context of {parameters.n_ctx} positions")
        self.batch = llama_cpp.llama_batch_init(room * sequences, 0, 1)
        self.context_size = (sequences, room)

    def run(self, ids):
        sequences, length = ids.shape
        self.fill(ids)
        code = llama_cpp.llama_decode(self.context, self.batch)
        if code != 0:
            raise RuntimeError(f"llama_decode says {code}")
        self.length += length
        self.next = numpy.array([self.best(sequence * length + length - 1) for sequence in range(sequences)])
        return self.next

    def fill(self, ids):
        """Logits are asked for at the last position of every sequence alone."""
        sequences, length = ids.shape
        self.batch.n_tokens = ids.size
        for row, token in enumerate(ids.reshape(-1)):
            sequence, position = divmod(row, length)
            self.batch.token[row] = int(token)
            self.batch.pos[row] = self.length + position
            self.batch.n_seq_id[row] = 1
            self.batch.seq_id[row][0] = sequence
            self.batch.logits[row] = position == length - 1

    def best(self, row):
        logits = llama_cpp.llama_get_logits_ith(self.context, row)
        return int(numpy.ctypeslib.as_array(logits, shape=(self.vocabulary,)).argmax())


def instructions():
    """What of the processor the build uses, as llama.cpp tells it."""
    text = ctypes.string_at(llama_cpp.llama_print_system_info()).decode()
    return " ".join(part.split("=")[0].strip() for part in text.replace(":", "|").split("|") if part.strip().endswith("= 1"))
