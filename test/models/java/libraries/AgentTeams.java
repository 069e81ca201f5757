package org.example.teams;

import com.google.adk.agents.LlmAgent;
import com.google.adk.runner.InMemoryRunner;
import com.google.adk.tools.AgentTool;
import com.google.adk.tools.Annotations.Schema;
import com.google.adk.tools.FunctionTool;
import com.google.genai.types.Content;
import com.google.genai.types.Part;
import io.reactivex.rxjava3.core.Maybe;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Scanner;
import org.dcm4che3.data.Tag;
import org.dcm4che3.io.DicomInputStream;

/** Agents of the ADK that hand on to others, are tools of others, or ask somebody before each call of a tool. */
class AgentTeams {
    @Schema(name = "drop", description = "Drops a file")
    public static Map<String, Object> drop(@Schema(name = "name") String name) throws IOException {
        Files.delete(Path.of("/inbox").resolve(name)); // <- model-output-to-code
        return Map.of("dropped", true);
    }

    private static void ask(LlmAgent agent, File file) throws IOException {
        String comment;
        try (DicomInputStream in = new DicomInputStream(file)) {
            comment = in.readDataset().getString(Tag.ImageComments);
        }
        InMemoryRunner runner = new InMemoryRunner(agent);
        runner.runAsync("desk", "1", Content.fromParts(Part.fromText(comment))).blockingSubscribe(); // <- untrusted-text-in-prompt
    }

    static void handedOn(File file) throws IOException {
        LlmAgent clerk = LlmAgent.builder().name("clerk").model("gemini-2.5-flash").instruction("You keep the inbox.")
            .tools(FunctionTool.create(AgentTeams.class, "drop")) // <- overprivileged-tool
            .build();
        ask(LlmAgent.builder().name("desk").model("gemini-2.5-flash").instruction("You sort mail.").subAgents(clerk).build(), file);
    }

    static void asTool(File file) throws IOException {
        LlmAgent speaker = LlmAgent.builder().name("speaker").model("gemini-2.5-flash").instruction("You keep letters.")
            .tools(FunctionTool.create(AgentTeams.class, "drop")) // <- overprivileged-tool
            .build();
        ask(LlmAgent.builder().name("desk").model("gemini-2.5-flash").instruction("You sort mail.")
            .tools(AgentTool.create(speaker))
            .build(), file);
    }

    static void asked(File file) throws IOException {
        LlmAgent clerk = LlmAgent.builder().name("clerk").model("gemini-2.5-flash").instruction("You keep the inbox.")
            .beforeToolCallback((invocation, tool, input, context) -> {
                System.out.println("Run " + tool.name() + "? (y/n)");
                if (!new Scanner(System.in).nextLine().equals("y")) {
                    return Maybe.just(Map.of("refused", true));
                }
                return Maybe.empty();
            })
            .tools(FunctionTool.create(AgentTeams.class, "drop"))
            .build();
        ask(clerk, file);
    }

    static void watched(File file) throws IOException {
        LlmAgent clerk = LlmAgent.builder().name("clerk").model("gemini-2.5-flash").instruction("You keep the inbox.")
            .beforeToolCallback((invocation, tool, input, context) -> {
                System.out.println("Runs " + tool.name());
                return Maybe.empty();
            })
            .tools(FunctionTool.create(AgentTeams.class, "drop")) // <- overprivileged-tool
            .build();
        ask(clerk, file);
    }
}
