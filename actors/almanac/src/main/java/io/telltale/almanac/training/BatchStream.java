package io.telltale.almanac.training;

import io.telltale.almanac.corpus.Document;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/** An endless, repeatable sequence of batches: pass after pass over a corpus, each packed and shuffled anew. */
final class BatchStream implements Iterator<TokenBatch> {

    private final IntFunction<List<Document>> corpus;
    private final RowPacker packer;
    private final int rowsPerBatch;
    private int nextPass;
    private Iterator<List<RowPacker.Row>> current = Collections.emptyIterator();

    /** @param corpus gives the documents of a pass, counted from 0 */
    BatchStream(IntFunction<List<Document>> corpus, RowPacker packer, int rowsPerBatch) {
        this.corpus = corpus;
        this.packer = packer;
        this.rowsPerBatch = rowsPerBatch;
    }

    /** Passes over batches without laying them out. */
    void skip(int batches) {
        for (int i = 0; i < batches; i++) {
            advance();
        }
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public TokenBatch next() {
        return packer.batch(advance());
    }

    private List<RowPacker.Row> advance() {
        if (!current.hasNext()) {
            current = pass(nextPass++);
        }
        return current.next();
    }

    /** Leaves out the last rows of a pass when they fill no batch. */
    private Iterator<List<RowPacker.Row>> pass(int number) {
        var rows = packer.pack(corpus.apply(number));
        Collections.shuffle(rows, new Random(number));
        var batches = new ArrayList<List<RowPacker.Row>>();
        for (int from = 0; from + rowsPerBatch <= rows.size(); from += rowsPerBatch) {
            batches.add(rows.subList(from, from + rowsPerBatch));
        }
        if (batches.isEmpty()) {
            throw new IllegalStateException("a pass has only " + rows.size() + " rows, a batch needs " + rowsPerBatch);
        }
        return batches.iterator();
    }
}
