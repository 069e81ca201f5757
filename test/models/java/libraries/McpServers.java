package org.example.mcp;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.springframework.ai.chat.model.ChatModel;

class McpServers {
    private final IGenericClient fhir;
    McpServers(IGenericClient fhir) { this.fhir = fhir; }

    private String conclusion(String id) {
        return fhir.read().resource(DiagnosticReport.class).withId(id).execute().getConclusion();
    }
    private String status(String id) {
        return fhir.read().resource(DiagnosticReport.class).withId(id).execute().getStatus().toCode();
    }

    void register(McpSyncServer server, McpSchema.Tool tool, McpSchema.Resource resource) {
        server.addTool(new McpServerFeatures.SyncToolSpecification(tool, (exchange, arguments) -> {
            return new CallToolResult(conclusion((String) arguments.get("id")), false); // <- untrusted-tool-result
        }));
        server.addTool(new McpServerFeatures.SyncToolSpecification(tool, (exchange, arguments) -> new CallToolResult(status((String) arguments.get("id")), false)));
        server.addTool(McpServerFeatures.SyncToolSpecification.builder().tool(tool).callHandler((exchange, request) -> {
            return new CallToolResult(conclusion((String) request.arguments().get("id")), false); // <- untrusted-tool-result
        }).build());
        server.addResource(new McpServerFeatures.SyncResourceSpecification(resource, (exchange, request) -> {
            return new ReadResourceResult(List.of(new TextResourceContents(request.uri(), "text/plain", conclusion("latest")))); // <- untrusted-tool-result
        }));
    }

    void client(ChatModel model) {
        ServerParameters files = ServerParameters.builder("npx").args("-y", "@modelcontextprotocol/server-filesystem", "/data").build(); // <- broad-mcp-scope
        ServerParameters own = ServerParameters.builder("java").args("-jar", "server.jar").build();
        try (McpSyncClient client = McpClient.sync(new StdioClientTransport(files)).build()) {
            CallToolResult result = client.callTool(new CallToolRequest("read", Map.of()));
            model.call(result.content().toString()); // <- untrusted-text-in-prompt
        }
    }

    void remote(McpSyncClient client, ChatModel model) {
        model.call(client.callTool(new CallToolRequest("read", Map.of())).content().toString()); // <- untrusted-text-in-prompt
    }
}
