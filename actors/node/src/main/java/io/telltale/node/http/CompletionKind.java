package io.telltale.node.http;

/** The two ways to ask for an answer. */
enum CompletionKind {
    COMPLETION("/v1/completions", "text_completion"),
    CHAT("/v1/chat/completions", "chat");

    private final String path;
    private final String operation;

    CompletionKind(String path, String operation) {
        this.path = path;
        this.operation = operation;
    }

    String path() {
        return path;
    }

    /** Returns what OpenTelemetry's GenAI conventions call it. */
    String operation() {
        return operation;
    }

    Order read(OrderReader reader, byte[] body) {
        return switch (this) {
            case COMPLETION -> reader.completion(body);
            case CHAT -> reader.chat(body);
        };
    }

    AnswerForm form(AnswerForm.Frame frame, LogProbabilityWriter tokens) {
        return switch (this) {
            case COMPLETION -> new AnswerForm.TextForm(frame, tokens);
            case CHAT -> new AnswerForm.ChatForm(frame, tokens);
        };
    }

    /** Returns the field that holds the prompt. */
    String promptField() {
        return this == COMPLETION ? "prompt" : "messages";
    }
}
