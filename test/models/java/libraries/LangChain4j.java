package org.example.langchain4j;

import dev.langchain4j.chain.ConversationalChain;
import dev.langchain4j.code.graalvm.GraalVmJavaScriptExecutionTool;
import dev.langchain4j.code.graalvm.GraalVmPythonExecutionTool;
import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.loader.FileSystemDocumentLoader;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatLanguageModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.input.PromptTemplate;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.EmbeddingStoreIngestor;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.DiagnosticReport;

class LangChain4j {
    interface Helper { String answer(String question); }

    private final ChatModel hosted = OpenAiChatModel.builder().apiKey("key").modelName("gpt-5").build();
    private final ChatModel gateway = OpenAiChatModel.builder().baseUrl("http://localhost:4000/v1").apiKey("none").build();
    private final ChatModel local = OllamaChatModel.builder().baseUrl("http://localhost:11434").modelName("llama3.2").build();

    void chat(DiagnosticReport report) {
        String conclusion = report.getConclusion();
        hosted.chat(conclusion); // <- phi-to-external-model, untrusted-text-in-prompt
        gateway.chat("Explain " + conclusion); // <- untrusted-text-in-prompt
        local.chat(conclusion); // <- untrusted-text-in-prompt
        hosted.chat("Status " + report.getStatus().toCode());
    }

    void injected(OllamaChatModel ollama, OpenAiChatModel openai, DiagnosticReport report) {
        ollama.chat(report.getConclusion()); // <- untrusted-text-in-prompt
        openai.chat(report.getConclusion()); // <- phi-to-external-model, untrusted-text-in-prompt
    }

    void older(ChatLanguageModel model, ConversationalChain chain, DiagnosticReport report) {
        model.generate(report.getConclusion()); // <- phi-to-external-model, untrusted-text-in-prompt
        chain.execute(report.getConclusion()); // <- phi-to-external-model, untrusted-text-in-prompt
        chain.execute("Thank you.");
    }

    void messages(DiagnosticReport report) {
        String conclusion = report.getConclusion();
        local.chat(SystemMessage.from("Explain."), AiMessage.from(conclusion)); // <- untrusted-text-in-prompt
        local.chat(SystemMessage.from("Explain."), ToolExecutionResultMessage.from("id", "read", conclusion)); // <- untrusted-text-in-prompt
        local.chat(UserMessage.from(TextContent.from(conclusion))); // <- untrusted-text-in-prompt
        local.chat(ChatRequest.builder().messages(SystemMessage.from(conclusion), UserMessage.from("Go.")).build()); // <- untrusted-text-in-system-prompt
        local.chat(ChatRequest.builder().messages(List.of(UserMessage.from("Hello"))).build());
        ChatMemory memory = MessageWindowChatMemory.withMaxMessages(10);
        memory.add(UserMessage.from(conclusion)); // <- phi-to-external-model, untrusted-text-in-prompt
        memory.add(UserMessage.from("Hello"));
        local.chat(memory.messages());
    }

    void templates(DiagnosticReport report) {
        PromptTemplate template = PromptTemplate.from("Explain {{conclusion}}");
        local.chat(template.apply(Map.of("conclusion", report.getConclusion())).text()); // <- untrusted-text-in-prompt
        local.chat(template.apply(Map.of("conclusion", "normal")).text());
    }

    void documents(Path folder, InMemoryEmbeddingStore<TextSegment> store) {
        List<Document> documents = FileSystemDocumentLoader.loadDocuments(folder);
        EmbeddingStoreIngestor.ingest(documents, store); // <- unverified-knowledge-base
        EmbeddingStoreIngestor ingestor = EmbeddingStoreIngestor.builder().embeddingStore(store).build();
        ingestor.ingest(FileSystemDocumentLoader.loadDocument(folder.resolve("a.pdf"))); // <- unverified-knowledge-base
        ingestor.ingest(Document.from("House rules."));
    }

    void segments(EmbeddingStore<TextSegment> store, ContentRetriever retriever, DiagnosticReport report, EmbeddingSearchRequest request) {
        store.add(null, TextSegment.from(report.getConclusion())); // <- unverified-knowledge-base
        local.chat(store.search(request).matches().get(0).embedded().text()); // <- stored-untrusted-context
        List<Content> found = retriever.retrieve(Query.from("nodule"));
        local.chat(found.get(0).textSegment().text()); // <- stored-untrusted-context
    }

    void services(DiagnosticReport report) {
        Helper python = AiServices.builder(Helper.class)
                .chatModel(local)
                .tools(new GraalVmPythonExecutionTool()) // <- overprivileged-tool
                .build();
        python.answer(report.getConclusion()); // <- untrusted-text-in-prompt
        Helper script = AiServices.builder(Helper.class)
                .chatModel(local)
                .chatMemory(MessageWindowChatMemory.withMaxMessages(5))
                .tools(new GraalVmJavaScriptExecutionTool()) // <- overprivileged-tool
                .build();
        script.answer(report.getConclusion()); // <- untrusted-text-in-prompt
    }
}
