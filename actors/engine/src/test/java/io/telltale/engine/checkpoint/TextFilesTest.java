package io.telltale.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.telltale.engine.EngineException;
import io.telltale.engine.Golden;
import io.telltale.engine.text.ChatMessage;
import io.telltale.engine.text.ChatRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFilesTest {

    private static final ChatRequest HELLO = ChatRequest.of(List.of(ChatMessage.user("hi")));

    @TempDir
    Path folder;

    @Test
    void holdsNothingWhereNothingLies() {
        TextFiles text = TextFiles.open(folder);

        assertThat(text.tokenizer()).isEmpty();
        assertThat(text.chatTemplate()).isEmpty();
        assertThat(text.endOfSequenceIds()).isEmpty();
        assertThat(text.missingTokenizer()).isEqualTo("no tokenizer");
    }

    @ParameterizedTest
    @CsvSource({"tokenizer.model", "vocab.json"})
    void saysHowToConvertATokenizerOfAnotherFormat(String file) throws IOException {
        write(file, "x");

        String missing = TextFiles.open(folder).missingTokenizer();

        assertThat(missing)
                .startsWith("no tokenizer.json beside its " + file)
                .contains("AutoTokenizer.from_pretrained(FOLDER).save_pretrained(FOLDER)")
                .hasLineCount(1);
    }

    @Test
    void rendersTheTemplateForToolsWhereThereAreTools() throws IOException {
        write("tokenizer_config.json", """
                {"chat_template": [{"name": "tool_use", "template": "T{{ tools | length }}"},
                                   {"name": "default", "template": "D"}]}""");
        var tools = List.of(new JsonMapper().readTree("{\"type\": \"function\"}"));

        assertThat(render(HELLO)).isEqualTo("D");
        assertThat(render(HELLO.withTools(tools))).isEqualTo("T1");
    }

    @Test
    void prefersTemplatesThatHaveFilesOfTheirOwn() throws IOException {
        write("tokenizer_config.json", "{\"chat_template\": \"settings\"}");
        write("chat_template.json", "{\"chat_template\": \"processor\"}");
        write("chat_template.jinja", "own\n");
        write("additional_chat_templates/tool_use.jinja", "own for tools");

        assertThat(render(HELLO)).isEqualTo("own");
        assertThat(render(HELLO.withTools(List.of(new JsonMapper().readTree("{}")))))
                .isEqualTo("own for tools");
    }

    @Test
    void takesTheTemplateOfTheProcessorWhereThereIsNoOther() throws IOException {
        write("chat_template.json", "{\"chat_template\": \"processor\"}");

        assertThat(render(HELLO)).isEqualTo("processor");
    }

    @Test
    void saysThatNoneOfSeveralTemplatesIsTheDefault() throws IOException {
        write("tokenizer_config.json", "{\"chat_template\": [{\"name\": \"rag\", \"template\": \"R\"}]}");

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> render(HELLO))
                .withMessage("the model has several chat templates and none is called default: rag");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"bos_token": "<a>"}                                              | {"bos_token": "<b>"}             | <b>
            {"bos_token": "<a>", "added_tokens_decoder": {}}                  | {"bos_token": "<b>"}             | <a>
            {"bos_token": {"content": "<a>", "special": true}}                | {}                               | <a>
            {"bos_token": null, "added_tokens_decoder": {"0": {}}}            | {}                               | undefined
            {}                                                                | {"bos_token": {"content": "<b>"}} | <b>
            """)
    void findsSpecialTokensWhereTransformersFindsThem(String settings, String older, String expected)
            throws IOException {
        write("tokenizer_config.json", settings);
        write("special_tokens_map.json", older);
        write("chat_template.jinja", "{{ bos_token if bos_token is defined else 'undefined' }}");

        assertThat(render(HELLO)).isEqualTo(expected);
    }

    @Test
    void endsAnswersWithTheTokenizersTokenWhereNothingElseIsSaid() throws IOException {
        Files.copy(Golden.LLAMA.folder().resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
        write("config.json", "{}");
        write("tokenizer_config.json", "{\"eos_token\": {\"content\": \"</s>\"}}");

        assertThat(TextFiles.open(folder).endOfSequenceIds()).containsExactly(2);
    }

    @Test
    void endsAnswersWithNothingWhereTheTokenIsNone() throws IOException {
        Files.copy(Golden.LLAMA.folder().resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
        write("tokenizer_config.json", "{\"eos_token\": \"no such token\"}");

        assertThat(TextFiles.open(folder).endOfSequenceIds()).isEmpty();
    }

    private String render(ChatRequest request) {
        return TextFiles.open(folder).chatTemplate().orElseThrow().render(request);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
