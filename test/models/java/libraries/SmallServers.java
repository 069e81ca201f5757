package org.example.small;

import io.undertow.Undertow;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import spark.Spark;

class SmallServers {
    void undertow(ChatModel model) {
        Undertow.builder().addHttpListener(8080, "0.0.0.0") // <- unauthenticated-model-endpoint
                .setHandler(exchange -> exchange.getResponseSender().send(model.call("What is a nodule?")))
                .build().start();
    }
    void here(ChatModel model) {
        Undertow.builder().addHttpListener(8081, "127.0.0.1").setHandler(exchange -> exchange.getResponseSender().send(model.call("What is a nodule?"))).build().start();
    }
}

class Sparks {
    void everywhere(ChatClient client) {
        Spark.ipAddress("0.0.0.0"); // <- unauthenticated-model-endpoint
        Spark.post("/ask", (request, response) -> client.prompt().system("You are " + request.queryParams("role")).user("Hello").call().content()); // <- user-text-in-system-prompt
        Spark.get("/about", (request, response) -> client.prompt().system("You are a clerk").user("Hello").call().content());
    }
    void here() {
        Spark.ipAddress("127.0.0.1");
    }
}
