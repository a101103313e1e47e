package io.telltale.transport.avro;

import io.telltale.spi.GenerationId;
import io.telltale.spi.SequenceId;
import io.telltale.spi.TokenIds;
import io.telltale.transport.FinishReason;
import io.telltale.transport.GenerationEnded;
import io.telltale.transport.GenerationStarted;
import io.telltale.transport.GenerationStarted.SamplingSummary;
import io.telltale.transport.TokenSampled;
import java.util.List;

/** Maps the events of {@code telltale.generations} to their Avro records and back. */
final class GenerationRecords {

    private GenerationRecords() {}

    static io.telltale.schemas.GenerationStarted write(GenerationStarted event) {
        return io.telltale.schemas.GenerationStarted.newBuilder()
                .setGeneration(event.generation().value())
                .setSequences(event.sequences())
                .setModelName(event.modelName())
                .setModelDigest(event.modelDigest())
                .setPrompt(list(event.prompt()))
                .setTemperature(event.sampling().temperature())
                .setTopP(event.sampling().topP())
                .setSeed(event.sampling().seed())
                .setMaxNewTokens(event.sampling().maxNewTokens())
                .setAt(event.at())
                .build();
    }

    static GenerationStarted read(io.telltale.schemas.GenerationStarted record) {
        return new GenerationStarted(
                new GenerationId(record.getGeneration()),
                record.getSequences(),
                record.getModelName(),
                record.getModelDigest(),
                tokens(record.getPrompt()),
                new SamplingSummary(
                        record.getTemperature(), record.getTopP(), record.getSeed(), record.getMaxNewTokens()),
                record.getAt());
    }

    static io.telltale.schemas.TokenSampled write(TokenSampled event) {
        return io.telltale.schemas.TokenSampled.newBuilder()
                .setGeneration(event.generation().value())
                .setSequence(event.sequence().index())
                .setPosition(event.position())
                .setTokenId(event.tokenId())
                .setText(event.text())
                .setLogProbability(event.logProbability())
                .setAt(event.at())
                .build();
    }

    static TokenSampled read(io.telltale.schemas.TokenSampled record) {
        return new TokenSampled(
                sequence(record.getGeneration(), record.getSequence()),
                record.getPosition(),
                record.getTokenId(),
                record.getText(),
                record.getLogProbability(),
                record.getAt());
    }

    static io.telltale.schemas.GenerationEnded write(GenerationEnded event) {
        return io.telltale.schemas.GenerationEnded.newBuilder()
                .setGeneration(event.generation().value())
                .setReason(
                        io.telltale.schemas.FinishReason.valueOf(event.reason().name()))
                .setPromptTokens(event.promptTokens())
                .setGeneratedTokens(event.generatedTokens())
                .setDetail(event.detail())
                .setAt(event.at())
                .build();
    }

    static GenerationEnded read(io.telltale.schemas.GenerationEnded record) {
        return new GenerationEnded(
                new GenerationId(record.getGeneration()),
                FinishReason.valueOf(record.getReason().name()),
                record.getPromptTokens(),
                record.getGeneratedTokens(),
                record.getDetail(),
                record.getAt());
    }

    static SequenceId sequence(String generation, int index) {
        return new SequenceId(new GenerationId(generation), index);
    }

    static List<Integer> list(TokenIds tokens) {
        return tokens.stream().boxed().toList();
    }

    static TokenIds tokens(List<Integer> ids) {
        return TokenIds.of(ids.stream().mapToInt(Integer::intValue).toArray());
    }
}
