package org.example.uploads;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolProviderResult;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.multipart.CompletedFileUpload;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.sourceforge.tess4j.ITesseract;

@Controller("/letters")
class Uploads {
    private final ChatModel model;

    Uploads(ChatModel model) {
        this.model = model;
    }

    @Post("/summary")
    String summary(CompletedFileUpload letter) throws IOException {
        return model.chat("Summarise: " + new String(letter.getBytes())); // <- untrusted-text-in-prompt
    }

    @Post("/size")
    String size(CompletedFileUpload letter) {
        return model.chat("A letter of " + letter.getSize() + " bytes.");
    }
}

/** The first of several tasks that ends gives what they give. */
class Fastest {
    private final ExecutorService workers = Executors.newFixedThreadPool(2);

    void ask(ChatModel model, ITesseract ocr) throws Exception {
        Callable<String> read = () -> ocr.doOCR(Path.of("scans", "today.png").toFile());
        Callable<String> known = () -> "nothing";
        model.chat("Sort: " + workers.invokeAny(List.of(read, known))); // <- untrusted-text-in-prompt, phi-to-external-model
        model.chat("Sort: " + workers.invokeAny(List.of(known)));
    }
}

/** Tools that are put together in a table for each call. */
class Provided {
    interface Ward {
        String chat(String message);
    }

    static Ward ward(ChatModel model, ITesseract ocr) {
        ToolExecutor scan = (request, memory) -> {
            try {
                return ocr.doOCR(Path.of("scans", "today.png").toFile()); // <- untrusted-tool-result
            } catch (Exception e) {
                return "unreadable";
            }
        };
        ToolExecutor drop = (request, memory) -> {
            try {
                Files.delete(Path.of(request.arguments())); // <- model-output-to-code
            } catch (IOException e) {
                return "kept";
            }
            return "dropped";
        };
        Map<ToolSpecification, ToolExecutor> tools = Map.of(
            ToolSpecification.builder().name("scan").build(), scan,
            ToolSpecification.builder().name("drop").build(), drop); // <- overprivileged-tool
        return AiServices.builder(Ward.class).chatModel(model)
            .toolProvider(request -> ToolProviderResult.builder().addAll(tools).build())
            .build();
    }
}

/** Tools of a server that a builder makes. */
class Built {
    static List<McpServerFeatures.SyncToolSpecification> tools() {
        return List.of(
            McpServerFeatures.SyncToolSpecification.builder() // <- overprivileged-tool
                .callHandler((exchange, request) -> {
                    try {
                        Files.delete(Path.of(String.valueOf(request.arguments().get("name")))); // <- model-output-to-code
                    } catch (IOException e) {
                        return new McpSchema.CallToolResult("kept", true);
                    }
                    return new McpSchema.CallToolResult("dropped", false);
                })
                .tool(McpSchema.Tool.builder().name("drop").description("Drops a file").build())
                .build(),
            McpServerFeatures.SyncToolSpecification.builder()
                .tool(McpSchema.Tool.builder().name("exists").description("Whether a file exists").build())
                .callHandler((exchange, request) -> new McpSchema.CallToolResult(String.valueOf(Files.exists(Path.of(String.valueOf(request.arguments().get("name"))))), false))
                .build());
    }
}
