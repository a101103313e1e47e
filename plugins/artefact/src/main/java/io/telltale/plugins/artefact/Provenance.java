package io.telltale.plugins.artefact;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where an artefact comes from, enough to make it again and to judge it.
 *
 * @param command that made it
 * @param date of the making, as whoever made it gave it
 * @param figures counts and held-out figures, by name
 * @param sweep what was tried before choosing, one line each
 */
public record Provenance(
        String model,
        String modelDigest,
        String command,
        long seed,
        String date,
        SortedMap<String, Double> figures,
        List<String> sweep) {
    public Provenance {
        figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
        sweep = List.copyOf(sweep);
    }
}
