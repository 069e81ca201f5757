package org.example.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.ai.document.Document;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

class HttpCalls {
    private final RestClient ollama = RestClient.builder().baseUrl("http://localhost:11434").defaultHeader("X", "y").build();
    private final RestClient openai = RestClient.create("https://api.openai.com");
    private final WebClient reactive = WebClient.builder().baseUrl("https://api.openai.com").build();
    private final RestTemplate template = new RestTemplate();
    private final OkHttpClient okhttp = new OkHttpClient();

    void spring(DiagnosticReport report) {
        String conclusion = report.getConclusion();
        ollama.post().uri("/api/generate").body(Map.of("model", "llama3.2", "prompt", conclusion)).retrieve().body(String.class); // <- untrusted-text-in-prompt
        openai.post().uri("/v1/chat/completions").header("Authorization", "Bearer k").body(Map.of("model", "gpt-5", "messages", List.of(Map.of("role", "user", "content", conclusion)))).retrieve().body(String.class); // <- phi-to-external-model, untrusted-text-in-prompt
        reactive.post().uri("/v1/chat/completions").bodyValue(Map.of("model", "gpt-5", "messages", List.of(Map.of("role", "user", "content", conclusion)))).retrieve().bodyToMono(String.class); // <- phi-to-external-model, untrusted-text-in-prompt
        openai.post().uri("/v1/chat/completions").body(Map.of("model", "gpt-5", "messages", List.of(Map.of("role", "user", "content", "Hello")))).retrieve().body(String.class);
        RestClient.create("https://tasks.example.org").post().uri("/items").body(Map.of("title", report.getStatus().toCode())).retrieve().toBodilessEntity();
    }

    void template(DiagnosticReport report) {
        Map<String, Object> body = Map.of("model", "gpt-5", "messages", List.of(Map.of("role", "user", "content", report.getConclusion()))); // <- phi-to-external-model, untrusted-text-in-prompt
        template.postForObject("https://api.openai.com/v1/chat/completions", new HttpEntity<>(body, new HttpHeaders()), String.class);
        template.exchange("http://localhost:8000/v1/chat/completions", HttpMethod.POST, new HttpEntity<>(Map.of("model", "m", "messages", List.of(Map.of("role", "user", "content", report.getConclusion())))), String.class); // <- untrusted-text-in-prompt
    }

    void okhttp(DiagnosticReport report) throws IOException {
        String json = "{\"model\": \"gpt-5\", \"messages\": [{\"role\": \"user\", \"content\": \"" + report.getConclusion() + "\"}]}";
        Request request = new Request.Builder()
                .url("https://api.openai.com/v1/chat/completions")
                .addHeader("Authorization", "Bearer k")
                .post(RequestBody.create(json, MediaType.get("application/json")))
                .build();
        okhttp.newCall(request).execute(); // <- phi-to-external-model, untrusted-text-in-prompt
        okhttp.newCall(new Request.Builder().url("https://api.openai.com/v1/models").build()).execute();
    }

    void apache(DiagnosticReport report) throws IOException {
        try (CloseableHttpClient client = HttpClients.createDefault()) {
            HttpPost post = new HttpPost("https://api.anthropic.com/v1/messages");
            post.setEntity(new StringEntity("{\"messages\": [{\"role\": \"user\", \"content\": \"" + report.getConclusion() + "\"}]}"));
            client.execute(post); // <- phi-to-external-model, untrusted-text-in-prompt
            HttpPost harmless = new HttpPost("https://api.anthropic.com/v1/messages");
            harmless.setEntity(new StringEntity("{}"));
            client.execute(harmless);
        }
    }

    void jdk(DiagnosticReport report) throws Exception {
        HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:11434/api/generate"))
                .method("POST", HttpRequest.BodyPublishers.ofString("{\"model\": \"llama3.2\", \"prompt\": \"" + report.getConclusion() + "\"}"))
                .build();
        client.send(request, HttpResponse.BodyHandlers.ofString()); // <- untrusted-text-in-prompt
    }

    void index(VectorStore store, String url) throws Exception {
        store.add(List.of(new Document(RestClient.create().get().uri(url).retrieve().body(String.class)))); // <- unverified-knowledge-base
        store.add(List.of(new Document(template.getForObject("https://guidelines.example.org/ct.txt", String.class)))); // <- unverified-knowledge-base
        store.add(List.of(new Document(new String(URI.create("https://guidelines.example.org/mr.txt").toURL().openStream().readAllBytes())))); // <- unverified-knowledge-base
        store.add(List.of(new Document("House rules.")));
    }
}

class HttpTools {
    private final RestTemplate template = new RestTemplate();
    private final OkHttpClient okhttp = new OkHttpClient();

    @Tool(description = "Posts to an address")
    String post(String url, String body) {
        return template.postForObject(url, body, Integer.class) + "";
    }
    @Tool(description = "Deletes an item")
    void delete(String id) {
        template.delete("https://tasks.example.org/items/" + id);
    }
    @Tool(description = "Fetches an address")
    int fetch(String url) throws IOException {
        return okhttp.newCall(new Request.Builder().url(url).build()).execute().code();
    }
    @Tool(description = "Deletes with the client of the JDK")
    int remove(String id) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://tasks.example.org/items/" + id)).DELETE().build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
