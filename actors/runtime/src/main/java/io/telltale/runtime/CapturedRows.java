package io.telltale.runtime;

import io.telltale.spi.Activations.SiteActivations;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import io.telltale.spi.TokenSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings together what the parts of one step captured, in the spans that become events. What a part captured at a site are the
 * part's last positions. Not safe for threads.
 */
final class CapturedRows {

    /** The values of one event. */
    record Event(TokenSpan positions, Map<HookSite, SiteActivations> sites) {}

    private final List<TokenSpan> pending;
    private Map<HookSite, List<FloatMatrix>> rows = new LinkedHashMap<>();

    /**
     * @param events spans that follow each other and cover the step
     */
    CapturedRows(List<TokenSpan> events) {
        this.pending = new ArrayList<>(events);
    }

    /** Takes what a part captured; parts come in order. Returns the events that are complete now. */
    List<Event> add(TokenSpan part, Map<HookSite, FloatMatrix> captured) {
        List<Event> complete = new ArrayList<>();
        while (!pending.isEmpty() && pending.getFirst().from() < part.until()) {
            TokenSpan event = pending.getFirst();
            captured.forEach((site, values) -> keep(site, values, part, event));
            if (event.until() > part.until()) {
                break;
            }
            complete.add(new Event(event, takeRows(event)));
            pending.removeFirst();
        }
        return complete;
    }

    private void keep(HookSite site, FloatMatrix values, TokenSpan part, TokenSpan event) {
        int first = part.until() - values.rows();
        int from = Math.max(first, event.from());
        int until = Math.min(part.until(), event.until());
        if (from < until) {
            rows.computeIfAbsent(site, unseen -> new ArrayList<>()).add(values.rows(from - first, until - first));
        }
    }

    private Map<HookSite, SiteActivations> takeRows(TokenSpan event) {
        Map<HookSite, SiteActivations> sites = new LinkedHashMap<>();
        rows.forEach((site, matrices) -> {
            FloatMatrix values = joined(matrices);
            sites.put(site, new SiteActivations(new TokenSpan(event.until() - values.rows(), event.until()), values));
        });
        rows = new LinkedHashMap<>();
        return sites;
    }

    private static FloatMatrix joined(List<FloatMatrix> matrices) {
        FloatMatrix first = matrices.getFirst();
        if (matrices.size() == 1) {
            return first;
        }
        int rows = matrices.stream().mapToInt(FloatMatrix::rows).sum();
        float[] values = new float[rows * first.columns()];
        int offset = 0;
        for (FloatMatrix matrix : matrices) {
            float[] some = matrix.toArray();
            System.arraycopy(some, 0, values, offset, some.length);
            offset += some.length;
        }
        return FloatMatrix.owning(rows, first.columns(), values);
    }
}
