package org.example.rag;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.chat.prompt.PromptTemplate;
import org.springframework.ai.document.Document;
import org.springframework.ai.reader.pdf.PagePdfDocumentReader;
import org.springframework.ai.transformer.splitter.TokenTextSplitter;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.multipart.MultipartFile;

@Slf4j
@Service
@RequiredArgsConstructor
public class SpringRag {
    private final VectorStore store;
    private final ChatModel model;
    private final ChatClient.Builder builder;
    @Autowired private ReportRepository repository;

    record Ask(String question, String persona) {}

    public void load(Resource pdf) {
        List<Document> docs = new PagePdfDocumentReader(pdf).get();
        store.add(new TokenTextSplitter().apply(docs)); // <- unverified-knowledge-base
    }
    @PostMapping("/ask")
    public String ask(@RequestBody Ask ask) {
        List<Document> hits = store.similaritySearch(ask.question());
        String context = hits.stream().map(Document::getText).reduce("", (a, b) -> a + "\n" + b);
        Prompt prompt = new Prompt(List.of(new SystemMessage("Be brief."), new UserMessage(context + ask.question()))); // <- stored-untrusted-context
        return model.call(prompt).getResult().getOutput().getText();
    }
    @PostMapping("/persona")
    public String persona(@RequestBody Ask ask) {
        return builder.build().prompt().system("You are " + ask.persona()).user(ask.question()).call().content(); // <- user-text-in-system-prompt
    }
    @PostMapping("/plain")
    public String plain(@RequestBody Ask ask) {
        return builder.build().prompt().system("You are kind").user(ask.question()).call().content();
    }
    @PostMapping("/upload")
    public String upload(@RequestParam("file") MultipartFile file) throws Exception {
        String text = new String(file.getBytes());
        return model.call("Explain: " + text); // <- untrusted-text-in-prompt
    }
    public String template(MultipartFile file) throws Exception {
        PromptTemplate t = new PromptTemplate("Explain {text}");
        return model.call(t.create(Map.of("text", new String(file.getBytes())))).getResult().getOutput().getText(); // <- untrusted-text-in-prompt
    }
}
interface ReportRepository { String findText(String id); }
