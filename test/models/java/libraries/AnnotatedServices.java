package org.example.services;

import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import dev.langchain4j.service.spring.AiService;
import io.quarkiverse.langchain4j.RegisterAiService;
import jakarta.inject.Inject;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.springframework.stereotype.Service;

@AiService
interface Assistant {
    @SystemMessage("You help. What is known: {{known}}")
    String answer(@V("known") String known, @UserMessage String question);
    String chat(String message);
}

@RegisterAiService
interface Triage {
    @SystemMessage("You sort reports.")
    @UserMessage("How urgent is this? {report}")
    String sort(String report);
}

interface Formatter { String chat(String message); }

@Service
class Explaining {
    private final Assistant assistant;
    private final Formatter formatter;
    @Inject Triage triage;
    Explaining(Assistant assistant, Formatter formatter) { this.assistant = assistant; this.formatter = formatter; }

    String explain(DiagnosticReport report) throws Exception {
        assistant.answer("The office is open.", report.getConclusion()); // <- phi-to-external-model, untrusted-text-in-prompt
        assistant.answer(report.getConclusion(), "What does it say?"); // <- phi-to-external-model, untrusted-text-in-system-prompt
        triage.sort(report.getConclusion()); // <- phi-to-external-model, untrusted-text-in-prompt
        triage.sort("Status " + report.getStatus().toCode());
        Runtime.getRuntime().exec(assistant.chat("Which command?")); // <- model-output-to-code
        return formatter.chat(report.getConclusion());
    }
}
