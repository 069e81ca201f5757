package org.example.mcp;

import io.modelcontextprotocol.client.transport.ServerParameters;
import java.util.Map;

class McpEnvironment {
    void start() {
        ServerParameters.builder("java").env(Map.of("GITHUB_TOKEN", "ghp_x7Kd02mQpLr83vTzYb91NcWfHs64JaEu5Gio")).build(); // <- broad-mcp-scope
        ServerParameters.builder("java").env(Map.of("GITHUB_TOKEN", System.getenv("GITHUB_TOKEN"))).build();
        ServerParameters.builder("java").env(Map.of("LOG_LEVEL", "debug")).build();
    }
}
