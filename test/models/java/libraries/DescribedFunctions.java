package org.example.described;

import com.google.genai.Client;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.Tool;
import com.openai.client.OpenAIClient;
import com.openai.models.FunctionDefinition;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionTool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dcm4che3.data.Tag;
import org.dcm4che3.io.DicomInputStream;

/** Functions that a request describes and the program runs itself. */
class DescribedFunctions {
    private static String comment(File file) throws IOException {
        try (DicomInputStream in = new DicomInputStream(file)) {
            return in.readDataset().getString(Tag.ImageComments);
        }
    }

    static void gemini(Client client, File file) throws IOException {
        FunctionDeclaration drop = FunctionDeclaration.builder().name("drop").description("Drops a file").build();
        FunctionDeclaration size = FunctionDeclaration.builder().name("size").description("Size of a file").build();
        GenerateContentConfig config = GenerateContentConfig.builder()
            .tools(Tool.builder().functionDeclarations(drop, size).build()) // <- overprivileged-tool
            .build();
        GenerateContentResponse answer = client.models.generateContent("gemini-2.5-flash", comment(file), config); // <- untrusted-text-in-prompt
        for (FunctionCall call : answer.functionCalls()) {
            String name = String.valueOf(call.args().get().get("name"));
            switch (call.name().get()) {
                case "drop" -> Files.delete(Path.of("/inbox", Path.of(name).getFileName().toString()));
                case "size" -> System.out.println(Files.size(Path.of("/inbox", Path.of(name).getFileName().toString())));
                default -> throw new IllegalStateException();
            }
        }
    }

    static void sizes(Client client, File file) throws IOException {
        FunctionDeclaration size = FunctionDeclaration.builder().name("size").description("Size of a file").build();
        GenerateContentConfig config = GenerateContentConfig.builder().tools(Tool.builder().functionDeclarations(size).build()).build();
        GenerateContentResponse answer = client.models.generateContent("gemini-2.5-flash", comment(file), config); // <- untrusted-text-in-prompt
        for (FunctionCall call : answer.functionCalls()) {
            String name = String.valueOf(call.args().get().get("name"));
            System.out.println(Files.size(Path.of("/inbox", Path.of(name).getFileName().toString())));
        }
    }

    static void openai(OpenAIClient client, File file) throws IOException {
        ChatCompletionTool drop = ChatCompletionTool.ofFunction(ChatCompletionFunctionTool.builder()
            .function(FunctionDefinition.builder().name("drop").description("Drops a file").build())
            .build());
        ChatCompletionCreateParams params = ChatCompletionCreateParams.builder()
            .model("gpt-4.1")
            .addUserMessage(comment(file)) // <- untrusted-text-in-prompt
            .addTool(drop) // <- overprivileged-tool
            .build();
        ChatCompletion answer = client.chat().completions().create(params);
        for (var call : answer.choices().get(0).message().toolCalls().orElseThrow()) {
            if (call.asFunction().function().name().equals("drop")) {
                Files.delete(Path.of("/inbox", Path.of(call.asFunction().function().arguments()).getFileName().toString()));
            }
        }
    }
}
