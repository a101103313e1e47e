package io.telltale.almanac.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.almanac.corpus.Document;
import io.telltale.almanac.corpus.Segment;
import io.telltale.almanac.tokenizer.BytePairTokenizer;
import io.telltale.almanac.tokenizer.BytePairTrainer;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowPackerTest {

    /** Knows bytes only: a letter is one token. */
    private static final BytePairTokenizer TOKENIZER = new BytePairTrainer().train(261);

    private final RowPacker packer = new RowPacker(TOKENIZER, 6);

    @Test
    void putsWholeDocumentsBesideEachOtherAndPredictsTheNextToken() {
        List<RowPacker.Row> rows = packer.pack(List.of(document("ab", 0.5f), document("cd", 1)));

        TokenBatch batch = packer.batch(rows);

        assertThat(rows).hasSize(1);
        assertThat(batch.ids()).containsExactly(id("a"), id("b"), 0, id("c"), id("d"), 0);
        assertThat(batch.targets()).containsExactly(id("b"), 0, id("c"), id("d"), 0, 0);
        assertThat(batch.weights()).containsExactly(0.5f, Segment.TEXT, 1, 1, Segment.TEXT, 0);
    }

    @Test
    void opensANewRowWhenADocumentDoesNotFit() {
        assertThat(packer.pack(List.of(document("abcd", 1), document("efgh", 1))))
                .hasSize(2);
    }

    @Test
    void refusesADocumentLongerThanARow() {
        List<Document> tooLong = List.of(document("abcdefgh", 1));

        assertThatThrownBy(() -> packer.pack(tooLong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("7 tokens");
    }

    private static Document document(String text, float weight) {
        return new Document(List.of(new Segment(text, weight)));
    }

    private static long id(String letter) {
        return TOKENIZER.id(letter);
    }
}
