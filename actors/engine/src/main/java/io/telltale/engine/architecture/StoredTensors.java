package io.telltale.engine.architecture;

import java.util.Set;

/**
 * The tensors that a checkpoint stores.
 *
 * @param names of all of them
 */
public record StoredTensors(Set<String> names) {

    public StoredTensors {
        names = Set.copyOf(names);
    }

    /** Returns how many there are. */
    public int count() {
        return names.size();
    }

    /** Returns whether a tensor is stored under a name. */
    public boolean has(String name) {
        return names.contains(name);
    }
}
