package org.example.tools;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import org.hl7.fhir.r4.model.*;
import java.nio.file.*;
import java.util.Scanner;

public class Tools {
    interface Assistant {
        @SystemMessage("You help. The patient says: {{note}}")
        @UserMessage("Answer {{question}}")
        String answer(@V("note") String note, @V("question") String question);
        @UserMessage("Is this urgent? {{it}}")
        boolean urgent(String text);
        String chat(String message);
    }
    static class Reader {
        private final IGenericClient fhir;
        Reader(IGenericClient fhir) { this.fhir = fhir; }
        @Tool("conclusion of a report")
        String conclusion(String id) {
            DiagnosticReport r = fhir.read().resource(DiagnosticReport.class).withId(id).execute();
            return r.getConclusion(); // <- untrusted-tool-result
        }
        @Tool("status") String status(String id) {
            return fhir.read().resource(DiagnosticReport.class).withId(id).execute().getStatus().toCode();
        }
    }
    static class Writer {
        @Tool("save") void save(String name, String text) throws Exception {
            Files.writeString(Path.of("/out/" + name), text); // <- model-output-to-code
        }
    }
    static class Asking {
        @Tool("delete") String delete(String id) throws Exception {
            System.out.print("Delete " + id + "? ");
            if (!new Scanner(System.in).nextLine().equals("yes")) return "refused";
            Files.delete(Path.of("/out/latest.txt"));
            return "done";
        }
    }
    private final ChatModel model;
    private final IGenericClient fhir;
    Tools(ChatModel model, IGenericClient fhir) { this.model = model; this.fhir = fhir; }
    String run(String id) {
        String note = fhir.read().resource(Observation.class).withId(id).execute().getNoteFirstRep().getText();
        Assistant a = AiServices.create(Assistant.class, model);
        a.answer(note, "hi"); // <- phi-to-external-model, untrusted-text-in-system-prompt
        boolean u = a.urgent(note); // <- phi-to-external-model, untrusted-text-in-prompt
        return a.chat("Urgent: " + u);
    }
    Assistant writing() {
        return AiServices.builder(Assistant.class).chatModel(model)
                .tools(new Reader(fhir), new Writer()) // <- overprivileged-tool
                .build();
    }
}
