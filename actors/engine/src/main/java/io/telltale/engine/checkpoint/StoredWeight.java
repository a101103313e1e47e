package io.telltale.engine.checkpoint;

import io.telltale.engine.safetensors.SafetensorsFile;
import io.telltale.engine.safetensors.TensorEntry;

/** Where one weight is stored. */
public record StoredWeight(SafetensorsFile file, TensorEntry entry) {}
