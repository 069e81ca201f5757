package org.example.springai;

import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.chat.prompt.PromptTemplate;
import org.springframework.ai.chat.prompt.SystemPromptTemplate;
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.ollama.api.OllamaOptions;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;

class SpringAi {
    private final OllamaChatModel local = OllamaChatModel.builder().ollamaApi(OllamaApi.builder().build()).defaultOptions(OllamaOptions.builder().model("llama3.2").build()).build();
    private final ChatModel model;
    private final ChatClient.Builder builder;
    private final JavaMailSender mail;

    SpringAi(ChatModel model, ChatClient.Builder builder, JavaMailSender mail) {
        this.model = model;
        this.builder = builder;
        this.mail = mail;
    }

    record Letter(String to, String text) {}
    String send(Letter letter) {
        SimpleMailMessage message = new SimpleMailMessage();
        message.setTo(letter.to());
        message.setText(letter.text());
        mail.send(message);
        return "sent";
    }

    void local(OllamaChatModel injected, DiagnosticReport report) {
        local.call(report.getConclusion()); // <- untrusted-text-in-prompt
        injected.call(report.getConclusion()); // <- untrusted-text-in-prompt
        OpenAiApi studio = OpenAiApi.builder().baseUrl("http://localhost:1234").apiKey("none").build();
        OpenAiChatModel.builder().openAiApi(studio).build().call(report.getConclusion()); // <- untrusted-text-in-prompt
        OpenAiApi cloud = OpenAiApi.builder().apiKey("key").build();
        OpenAiChatModel.builder().openAiApi(cloud).build().call(report.getConclusion()); // <- phi-to-external-model, untrusted-text-in-prompt
    }

    void defaults(DiagnosticReport report) {
        ChatClient client = builder.defaultSystem("You know " + report.getConclusion()).build(); // <- phi-to-external-model, untrusted-text-in-system-prompt
        client.prompt("Hello").call().content();
        ChatClient plain = builder.clone().defaultSystem("You explain reports.").defaultAdvisors().build();
        plain.prompt().user(report.getConclusion()).call().content(); // <- phi-to-external-model, untrusted-text-in-prompt
    }

    void tools(DiagnosticReport report) {
        ChatClient client = builder.defaultToolCallbacks(FunctionToolCallback.builder("send", this::send).description("Sends a letter").inputType(Letter.class).build()).build(); // <- overprivileged-tool
        client.prompt().user(report.getConclusion()).call().content(); // <- data-exfiltration-path, phi-to-external-model, untrusted-text-in-prompt
    }

    void messages(DiagnosticReport report) {
        String conclusion = report.getConclusion();
        List<Message> turns = List.of(new AssistantMessage(conclusion), new UserMessage("Is that right?")); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call(new Prompt(turns));
        Message system = new SystemPromptTemplate("You know {conclusion}").createMessage(Map.of("conclusion", conclusion));
        model.call(new Prompt(List.of(system, new UserMessage("Go.")))); // <- phi-to-external-model, untrusted-text-in-system-prompt
        PromptTemplate template = new PromptTemplate("Explain {conclusion}");
        template.add("conclusion", conclusion);
        model.call(template.create()); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call(new PromptTemplate("Explain {conclusion}").render(Map.of("conclusion", conclusion))); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call(new PromptTemplate("Explain {conclusion}").render(Map.of("conclusion", "normal")));
    }
}
