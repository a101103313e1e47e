package io.telltale.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {

    @ParameterizedTest
    @MethodSource("commands")
    void explainsEveryCommandWithExamples(List<String> command) {
        CommandRun run = CommandRun.of(
                Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new));

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("Usage: telltale")
                .contains("EXAMPLES")
                .contains("  telltale")
                .doesNotContain("${");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void saysTheDefaultOfEveryOptionThatTakesAValue(List<String> command) {
        CommandLine line = find(command);

        assertThat(line.getCommandSpec().options())
                .filteredOn(option -> option.arity().max() > 0 && !option.required() && option.group() == null)
                .allSatisfy(option ->
                        assertThat(String.join(" ", option.description())).contains("efault"));
    }

    @Test
    void printsTheVersion() {
        CommandRun run = CommandRun.of("--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("telltale ").contains("Java ");
    }

    @Test
    void printsAScriptThatCompletesItsCommands() {
        CommandRun run = CommandRun.of("completion");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("#!").contains("generate", "activations", "serve", "replay");
    }

    @Test
    void asksForACommandIfThereIsNone() {
        CommandRun run = CommandRun.of();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1).first().asString().contains("name a command");
    }

    private static CommandLine find(List<String> command) {
        CommandLine line = root();
        for (String name : command) {
            line = Objects.requireNonNull(line.getSubcommands().get(name));
        }
        return line;
    }

    private static Stream<List<String>> commands() {
        return below(root());
    }

    private static Stream<List<String>> below(CommandLine line) {
        List<String> path = Stream.of(line.getCommandSpec().qualifiedName().split(" ", -1))
                .skip(1)
                .toList();
        return Stream.concat(
                Stream.of(path),
                line.getSubcommands().values().stream().distinct().flatMap(HelpTest::below));
    }

    private static CommandLine root() {
        return TelltaleCommand.line(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()));
    }
}
