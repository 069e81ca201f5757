package org.example.library;

import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.EmbeddingStoreIngestor;
import java.io.File;
import java.io.IOException;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

class Library {
    private final EmbeddingStore<TextSegment> store;
    private final EmbeddingModel embedding;
    private final ChatModel model;

    Library(EmbeddingStore<TextSegment> store, EmbeddingModel embedding, ChatModel model) {
        this.store = store;
        this.embedding = embedding;
        this.model = model;
    }

    void index(String path) throws IOException {
        try (PDDocument letter = Loader.loadPDF(new File(path))) {
            String text = new PDFTextStripper().getText(letter);
            EmbeddingStoreIngestor.builder().embeddingStore(store).embeddingModel(embedding).build().ingest(Document.from(text, Metadata.from("path", path)));
        }
    }

    String answer(String question) {
        EmbeddingSearchRequest request = EmbeddingSearchRequest.builder().queryEmbedding(embedding.embed(question).content()).maxResults(4).build();
        String context = store.search(request).matches().stream().map(match -> match.embedded().text()).collect(Collectors.joining("\n"));
        return model.chat("Context: " + context + "\nQuestion: " + question);
    }
}
