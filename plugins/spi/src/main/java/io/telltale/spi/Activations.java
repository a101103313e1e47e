package io.telltale.spi;

import java.util.Map;
import java.util.Set;

/**
 * The activations of one step of one sequence, at the sites that were asked for.
 *
 * @param eventNumber counts the captured steps of the sequence from 0 without gaps; a gap seen by a plugin is a shed event
 * @param step positions of the step; of a part of it where one event cannot hold a long prompt
 * @param tokens ids at the positions of {@code step}
 * @param sites what was read, by site
 * @param modelDigest of the model that computed them
 * @param steeringFingerprint names the interventions in force during the step; empty when there were none
 */
public record Activations(
        SequenceInfo sequence,
        long eventNumber,
        TokenSpan step,
        TokenIds tokens,
        Map<HookSite, SiteActivations> sites,
        String modelDigest,
        String steeringFingerprint) {

    /**
     * The values at one site.
     *
     * @param positions those of the rows; the last positions of the step, perhaps all
     * @param values {@code [positions, width]}
     */
    public record SiteActivations(TokenSpan positions, FloatMatrix values) {

        public SiteActivations {
            if (positions.length() != values.rows()) {
                throw new IllegalArgumentException(
                        values.rows() + " rows of activations for the positions " + positions);
            }
        }
    }

    public Activations {
        if (tokens.size() != step.length()) {
            throw new IllegalArgumentException(tokens.size() + " tokens for the positions " + step);
        }
        sites = Map.copyOf(sites);
    }

    /**
     * Returns the activations at a site.
     *
     * @throws IllegalArgumentException if the site was not captured
     */
    public SiteActivations at(HookSite site) {
        SiteActivations found = sites.get(site);
        if (found == null) {
            throw new IllegalArgumentException("site " + site + " was not captured; captured are " + captured());
        }
        return found;
    }

    private Set<HookSite> captured() {
        return sites.keySet();
    }
}
