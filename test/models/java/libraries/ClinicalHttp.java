package org.example.clinical;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

class Reading {
    private final ChatModel model;
    private final RestTemplate template = new RestTemplate();
    private final RestClient records = RestClient.create("https://ehr.example.org/fhir");
    private final WebClient archive = WebClient.builder().baseUrl("https://pacs.example.org/dicom-web").build();
    private final OkHttpClient okhttp = new OkHttpClient();
    Reading(ChatModel model) { this.model = model; }

    void template(String id, HttpHeaders headers) {
        model.call(template.getForObject("https://ehr.example.org/fhir/DiagnosticReport/" + id, String.class)); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call(template.getForObject("http://localhost:8042/studies/{id}", String.class, id)); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call(template.getForObject("https://emr.example.org/notes", String.class)); // <- phi-to-external-model, untrusted-text-in-prompt
        ResponseEntity<String> answer = template.exchange("https://ehr.example.org/fhir/Patient/" + id, HttpMethod.GET, new HttpEntity<>(headers), String.class);
        model.call(answer.getBody()); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call("The answer was " + answer.getStatusCode());
        model.call(template.getForObject("https://clock.example.org/now", String.class));
    }

    void fluent(String id) {
        model.call(records.get().uri("/DiagnosticReport/{id}", id).retrieve().body(String.class)); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call(archive.get().uri("/studies/{id}/metadata", id).retrieve().bodyToMono(String.class).block()); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call(RestClient.create("https://clock.example.org").get().uri("/now").retrieve().body(String.class));
    }

    void jdk(String id) throws Exception {
        HttpRequest request = HttpRequest.newBuilder().uri(URI.create("https://ehr.example.org/fhir/DiagnosticReport/" + id)).header("Accept", "application/fhir+json").build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        model.call(response.body()); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call("The status was " + response.statusCode());
    }

    void okhttp(String id) throws Exception {
        Request request = new Request.Builder().url("http://localhost:8042/instances/" + id + "/simplified-tags").build();
        try (Response response = okhttp.newCall(request).execute()) {
            model.call(response.body().string()); // <- phi-to-external-model, untrusted-text-in-prompt
            model.call("The status was " + response.code());
        }
    }
}

class Writing {
    private final ChatModel model;
    private final RestTemplate template = new RestTemplate();
    private final RestClient records = RestClient.builder().baseUrl("https://ehr.example.org/fhir").build();
    private final OkHttpClient okhttp = new OkHttpClient();
    Writing(ChatModel model) { this.model = model; }

    void write(HttpHeaders headers) throws Exception {
        String observation = "{\"resourceType\": \"Observation\", \"valueString\": \"" + model.call("Write a finding.") + "\"}";
        template.postForObject("https://ehr.example.org/fhir/Observation", observation, String.class); // <- model-output-to-clinical-system
        template.exchange("https://ehr.example.org/fhir/Observation/1", HttpMethod.PUT, new HttpEntity<>(observation, headers), String.class); // <- model-output-to-clinical-system
        template.postForObject("https://ehr.example.org/fhir/Observation/$validate", observation, String.class);
        records.post().uri("/Observation").body(observation).retrieve().toBodilessEntity(); // <- model-output-to-clinical-system
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://ehr.example.org/fhir/Observation")).POST(HttpRequest.BodyPublishers.ofString(observation)).build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()); // <- model-output-to-clinical-system
        okhttp.newCall(new Request.Builder().url("https://ehr.example.org/fhir/Observation").post(RequestBody.create(observation, MediaType.get("application/fhir+json"))).build()).execute(); // <- model-output-to-clinical-system
        template.postForObject("https://ehr.example.org/fhir/Observation", "{\"resourceType\": \"Observation\"}", String.class);
        template.postForObject("https://tasks.example.org/items", observation, String.class);
    }

    void clear(String id) {
        template.getForObject("http://ehr.example.org/fhir/Patient/" + id, String.class); // <- plaintext-clinical-transport
        template.getForObject("http://localhost:8080/fhir/Patient/" + id, String.class);
        RestClient.builder().baseUrl("http://pacs.example.org/dicom-web").build(); // <- plaintext-clinical-transport
        HttpRequest.newBuilder(URI.create("http://ehr.example.org/fhir/Patient/" + id)).build(); // <- plaintext-clinical-transport
    }

    @Tool(description = "Files an observation")
    void file(String text) {
        template.postForObject("https://ehr.example.org/fhir/Observation", text, String.class); // <- model-output-to-clinical-system
    }
}
