package io.telltale.transport.delivery;

import io.telltale.transport.ActivationsCaptured;
import io.telltale.transport.LedgerEntry;
import io.telltale.transport.LedgerEntry.Kind;
import io.telltale.transport.LogEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Ledger entries that wait to be published, in bounded memory.
 *
 * <p>Shed events of one sequence, kind and reason become one entry; activations only as far as their numbers follow each other.
 * Beyond the bounds entries lose whom they concern, never their count. Used under the lock of {@link DeliveryBook}.
 */
final class LedgerQueue {

    /**
     * An entry to be published.
     *
     * @param shedEvents number of events shed by this log that the entry settles
     */
    record Owed(LedgerEntry entry, long shedEvents) {}

    private record Range(long first, long count) {

        Range plus(long more) {
            return new Range(first, count + more);
        }
    }

    private static final int MAX_ACCOUNTS = 4_096;
    private static final int MAX_WAITING = 4_096;

    private final Map<ShedAccount, Range> accounts = new LinkedHashMap<>();
    private final Deque<Owed> waiting = new ArrayDeque<>();
    private final Map<Kind, Long> crowdedOut = new EnumMap<>(Kind.class);

    boolean isEmpty() {
        return accounts.isEmpty() && waiting.isEmpty() && crowdedOut.isEmpty();
    }

    /** Adds an event that was shed. */
    void addShed(LogEvent event, ShedReason reason, Instant now) {
        ShedAccount account = ShedAccount.of(event, reason);
        long number = number(event);
        Range range = accounts.get(account);
        if (range == null) {
            open(account, number);
        } else if (number == LedgerEntry.NO_EVENT_NUMBER || number == range.first + range.count) {
            accounts.put(account, range.plus(1));
        } else {
            accounts.remove(account);
            settle(account, range, now);
            open(account, number);
        }
    }

    /** Adds an entry that somebody else wrote. */
    void add(LedgerEntry entry) {
        if (waiting.size() < MAX_WAITING) {
            waiting.addLast(new Owed(entry, 0));
        } else {
            crowdedOut.merge(entry.kind(), entry.count(), Long::sum);
        }
    }

    /** Takes back an entry that could not be stored, to be the next one again. */
    void putBack(Owed owed) {
        waiting.addFirst(owed);
    }

    /** Takes the next entry. */
    Optional<Owed> next(Instant now) {
        if (!waiting.isEmpty()) {
            return Optional.of(waiting.removeFirst());
        }
        if (!accounts.isEmpty()) {
            var oldest = accounts.entrySet().iterator().next();
            accounts.remove(oldest.getKey());
            return Optional.of(owed(oldest.getKey(), oldest.getValue(), now));
        }
        if (!crowdedOut.isEmpty()) {
            Kind kind = crowdedOut.keySet().iterator().next();
            return Optional.of(new Owed(crowdedOutEntry(kind, now), 0));
        }
        return Optional.empty();
    }

    private void open(ShedAccount account, long number) {
        if (accounts.size() < MAX_ACCOUNTS) {
            accounts.put(account, new Range(number, 1));
        } else {
            addAnonymous(account, 1);
        }
    }

    private void settle(ShedAccount account, Range range, Instant now) {
        if (waiting.size() < MAX_WAITING) {
            waiting.addLast(owed(account, range, now));
        } else {
            addAnonymous(account, range.count);
        }
    }

    /** There are as many anonymous accounts as kinds and reasons, so these few may exceed the bound. */
    private void addAnonymous(ShedAccount account, long count) {
        Range none = new Range(LedgerEntry.NO_EVENT_NUMBER, 0);
        accounts.put(
                account.anonymous(),
                accounts.getOrDefault(account.anonymous(), none).plus(count));
    }

    private LedgerEntry crowdedOutEntry(Kind kind, Instant now) {
        long count = Optional.ofNullable(crowdedOut.remove(kind)).orElse(0L);
        return new LedgerEntry(
                LedgerEntry.NO_GENERATION,
                LedgerEntry.WHOLE_GENERATION,
                kind,
                LedgerEntry.NO_EVENT_NUMBER,
                count,
                "entries for which there was no room",
                now);
    }

    private static Owed owed(ShedAccount account, Range range, Instant now) {
        LedgerEntry entry = new LedgerEntry(
                account.generation(),
                account.sequence(),
                account.kind(),
                range.first,
                range.count,
                account.reason().detail(),
                now);
        return new Owed(entry, range.count);
    }

    private static long number(LogEvent event) {
        return event instanceof ActivationsCaptured captured
                ? captured.activations().eventNumber()
                : LedgerEntry.NO_EVENT_NUMBER;
    }
}
