package org.example.served;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.springframework.ai.chat.model.ChatModel;

class Served {
    private final ChatModel model;
    Served(ChatModel model) { this.model = model; }

    void bound() throws IOException {
        HttpServer server = HttpServer.create();
        server.bind(new InetSocketAddress("0.0.0.0", 8080), 0);
        server.createContext("/ask", exchange -> {
            String question = new String(exchange.getRequestBody().readAllBytes());
            byte[] answer = model.call(question).getBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        });
        server.start(); // <- unauthenticated-model-endpoint
    }
    void named() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 8081), 0);
        server.createContext("/ask", exchange -> {
            String question = new String(exchange.getRequestBody().readAllBytes());
            byte[] answer = model.call(question).getBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        });
        server.start(); // <- unauthenticated-model-endpoint
    }
    void here() throws IOException {
        HttpServer server = HttpServer.create();
        server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 8082), 0);
        server.createContext("/ask", exchange -> {
            String question = new String(exchange.getRequestBody().readAllBytes());
            byte[] answer = model.call(question).getBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        });
        server.start();
    }
}
