package org.example.structure;
import com.anthropic.client.AnthropicClient;
import com.anthropic.models.messages.MessageCreateParams;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import java.io.File;
import java.io.IOException;

abstract class Step {
    protected final AnthropicClient claude;
    Step(AnthropicClient claude) { this.claude = claude; }
    abstract String text(File file) throws IOException;
    String run(File file) throws IOException {
        return ask("Summarise:\n" + text(file));
    }
    protected String ask(String prompt) {
        MessageCreateParams params = MessageCreateParams.builder()
                .model("claude-sonnet-4-5")
                .maxTokens(100L)
                .addUserMessage(prompt) // <- untrusted-text-in-prompt
                .build();
        return claude.messages().create(params).content().get(0).text().get().text();
    }
}
class PdfStep extends Step {
    PdfStep(AnthropicClient claude) { super(claude); }
    @Override String text(File file) throws IOException {
        try (PDDocument doc = Loader.loadPDF(file)) {
            return new PDFTextStripper().getText(doc);
        }
    }
}
class Holder {
    private final Map<String, String> parts = new LinkedHashMap<>();
    private static class Node { String value; Node next; Node(String v) { value = v; } }
    Holder with(String k, String v) { parts.put(k, v); return this; }
    String render() {
        StringBuilder sb = new StringBuilder();
        for (Map.Entry<String, String> e : parts.entrySet()) {
            sb.append(e.getKey()).append('=').append(e.getValue()).append('\n');
        }
        return sb.toString();
    }
}
public class Structure {
    private final AnthropicClient client;
    private String last;
    Structure(AnthropicClient client) { this.client = client; }
    static String read(File file) throws IOException {
        PDDocument doc = PDDocument.load(file);
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setSortByPosition(true);
        String text = stripper.getText(doc);
        doc.close();
        return text;
    }
    void holder(File file) throws IOException {
        Holder h = new Holder().with("report", read(file)).with("kind", "CT");
        client.messages().create(MessageCreateParams.builder().model("m").maxTokens(1)
                .addUserMessage(h.render()) // <- untrusted-text-in-prompt
                .build());
    }
    void field(File file) throws IOException {
        last = read(file);
        send();
    }
    private void send() {
        client.messages().create(MessageCreateParams.builder().model("m").maxTokens(1)
                .system("Context: " + last) // <- untrusted-text-in-system-prompt
                .addUserMessage("Hello")
                .build());
    }
    void lambda(File file) throws IOException {
        Supplier<String> s = () -> { try { return read(file); } catch (IOException e) { return ""; } };
        Function<String, String> wrap = t -> "<r>" + t + "</r>";
        String p = wrap.apply(s.get());
        client.messages().create(MessageCreateParams.builder().model("m").maxTokens(1)
                .addUserMessage(p) // <- untrusted-text-in-prompt
                .build());
    }
    void lists(File a, File b) throws IOException {
        List<String> texts = new ArrayList<>();
        texts.add(read(a));
        texts.add("constant");
        String joined = String.join("\n", texts);
        client.messages().create(MessageCreateParams.builder().model("m").maxTokens(1)
                .addUserMessage(joined) // <- untrusted-text-in-prompt
                .build());
        client.messages().create(MessageCreateParams.builder().model("m").maxTokens(1)
                .addUserMessage("You have " + texts.size() + " reports")
                .build());
    }
    void streams(List<File> files) {
        String all = files.stream().map(f -> { try { return read(f); } catch (IOException e) { throw new RuntimeException(e); } })
                .filter(t -> !t.isBlank()).map(t -> "- " + t).collect(Collectors.joining("\n"));
        client.messages().create(MessageCreateParams.builder().model("m").maxTokens(1)
                .addUserMessage(""" // <- untrusted-text-in-prompt
                    Summarise these reports:
                    %s
                    """.formatted(all))
                .build());
        List<String> names = files.stream().map(File::getName).toList();
        client.messages().create(MessageCreateParams.builder().model("m").maxTokens(1)
                .addUserMessage("Files: " + names.size())
                .build());
    }
    void map(File file) throws IOException {
        Map<String, Object> vars = new HashMap<>();
        vars.put("text", read(file));
        vars.put("n", 3);
        String prompt = "Report {text}";
        for (Map.Entry<String, Object> e : vars.entrySet()) {
            prompt = prompt.replace("{" + e.getKey() + "}", String.valueOf(e.getValue()));
        }
        client.messages().create(MessageCreateParams.builder().model("m").maxTokens(1)
                .addUserMessage(prompt) // <- untrusted-text-in-prompt
                .build());
    }
    void dead(File file) throws IOException {
        String text = read(file);
        text = "replaced";
        client.messages().create(MessageCreateParams.builder().model("m").maxTokens(1)
                .addUserMessage(text)
                .build());
    }
    void varargs(File file) throws IOException { log("x", read(file)); }
    private void log(String... parts) {
        client.messages().create(MessageCreateParams.builder().model("m").maxTokens(1)
                .addUserMessage(String.join(" ", parts)) // <- untrusted-text-in-prompt
                .build());
    }
}
