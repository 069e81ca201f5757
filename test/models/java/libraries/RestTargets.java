package org.example.targets;

import dev.langchain4j.model.chat.ChatModel;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.WebTarget;

/** Addresses that a JAX-RS client puts together step by step. */
class RestTargets {
    private final Client http = ClientBuilder.newClient();
    private final WebTarget server = http.target("https://emr.example.org");
    private final WebTarget records;
    private final ChatModel model;

    RestTargets(ChatModel model, WebTarget records) {
        this.model = model;
        this.records = records;
    }

    void read(String id) {
        model.chat(server.path("fhir").path("DiagnosticReport").path(id).request("application/fhir+json").get(String.class)); // <- untrusted-text-in-prompt, phi-to-external-model
        model.chat(http.target("http://127.0.0.1:8042").path("studies").path("{id}").resolveTemplate("id", id).request().get(String.class)); // <- untrusted-text-in-prompt, phi-to-external-model
        model.chat(server.path("notes").queryParam("patient", id).request().get().readEntity(String.class)); // <- untrusted-text-in-prompt, phi-to-external-model
        model.chat(http.target("https://api.example.org").path("weather").request().get(String.class));
        model.chat("The status was " + server.path("fhir").path("Patient").path(id).request().get().getStatus());
    }

    void given(String id) {
        model.chat(records.path("Observation").path(id).request().get(String.class)); // <- untrusted-text-in-prompt, phi-to-external-model
        model.chat(records.path("holidays").request().get(String.class));
    }

    void write(String id) {
        String finding = model.chat("Word three nodules.");
        records.path("Observation").request().post(Entity.json(finding)); // <- model-output-to-clinical-system
        server.path("fhir").path("Observation").path(id).request().put(Entity.json(finding)); // <- model-output-to-clinical-system
        http.target("https://api.example.org").path("tasks").request().post(Entity.json(finding));
    }
}
