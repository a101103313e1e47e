package io.telltale.almanac.training;

import io.telltale.almanac.corpus.Document;
import io.telltale.almanac.corpus.Segment;
import io.telltale.almanac.tokenizer.BytePairTokenizer;
import io.telltale.almanac.tokenizer.SpecialTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Packs whole documents into rows of one length, each document followed by the end of text. */
final class RowPacker {

    private static final int OPEN_ROWS = 256;

    private final BytePairTokenizer tokenizer;
    private final int columns;

    RowPacker(BytePairTokenizer tokenizer, int columns) {
        this.tokenizer = tokenizer;
        this.columns = columns;
    }

    /** Packs the documents in order into the first open row with room. */
    List<Row> pack(List<Document> documents) {
        var closed = new ArrayList<Row>();
        var open = new ArrayList<Row>();
        for (Document document : documents) {
            Row tokens = encode(document);
            Row target = open.stream()
                    .filter(row -> row.length + tokens.length <= columns + 1)
                    .findFirst()
                    .orElse(null);
            if (target == null) {
                target = new Row(columns + 1);
                open.add(target);
            }
            target.append(tokens);
            if (open.size() > OPEN_ROWS) {
                closed.add(open.removeFirst());
            }
        }
        closed.addAll(open);
        return closed;
    }

    /** Lays rows out as a batch: every token predicts the next one. */
    TokenBatch batch(List<Row> rows) {
        var batch = new TokenBatch(rows.size(), columns);
        for (int r = 0; r < rows.size(); r++) {
            Row row = rows.get(r);
            for (int c = 0; c < columns; c++) {
                batch.set(r * columns + c, row.ids[c], row.ids[c + 1], row.weights[c + 1]);
            }
        }
        return batch;
    }

    private Row encode(Document document) {
        var row = new Row(columns + 1);
        for (Segment segment : document.segments()) {
            row.append(tokenizer.encode(segment.text()), segment.weight());
        }
        row.append(new int[] {tokenizer.id(SpecialTokens.END_OF_TEXT)}, Segment.TEXT);
        return row;
    }

    /** Tokens with their weights, filled up with the end of text at weight 0. */
    static final class Row {
        private final int[] ids;
        private final float[] weights;
        private int length;

        private Row(int capacity) {
            ids = new int[capacity];
            weights = new float[capacity];
        }

        private void append(int[] tokens, float weight) {
            if (length + tokens.length > ids.length) {
                throw new IllegalArgumentException("a document is longer than a row of " + ids.length + " tokens");
            }
            System.arraycopy(tokens, 0, ids, length, tokens.length);
            Arrays.fill(weights, length, length + tokens.length, weight);
            length += tokens.length;
        }

        private void append(Row other) {
            System.arraycopy(other.ids, 0, ids, length, other.length);
            System.arraycopy(other.weights, 0, weights, length, other.length);
            length += other.length;
        }
    }
}
