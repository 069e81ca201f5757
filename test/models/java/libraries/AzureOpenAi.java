package org.example.azure;

import com.azure.ai.inference.ChatCompletionsClient;
import com.azure.ai.inference.ChatCompletionsClientBuilder;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.*;
import com.azure.core.credential.AzureKeyCredential;
import com.theokanning.openai.completion.chat.ChatCompletionRequest;
import com.theokanning.openai.completion.chat.ChatMessage;
import com.theokanning.openai.completion.chat.ChatMessageRole;
import com.theokanning.openai.completion.chat.SystemMessage;
import com.theokanning.openai.completion.chat.UserMessage;
import com.theokanning.openai.service.OpenAiService;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.DiagnosticReport;

class AzureOpenAi {
    private final OpenAIClient azure = new OpenAIClientBuilder().endpoint("https://radiology.openai.azure.com").credential(new AzureKeyCredential("key")).buildClient();
    private final OpenAIClient gateway = new OpenAIClientBuilder().endpoint("http://localhost:4000").buildClient();
    private final ChatCompletionsClient inference = new ChatCompletionsClientBuilder().endpoint("https://models.example.org").buildClient();
    private final OpenAiService community = new OpenAiService("key");

    void chat(DiagnosticReport report) {
        String conclusion = report.getConclusion();
        List<ChatRequestMessage> messages = new ArrayList<>();
        messages.add(new ChatRequestSystemMessage("You explain reports."));
        messages.add(new ChatRequestUserMessage(conclusion)); // <- phi-to-external-model, untrusted-text-in-prompt
        azure.getChatCompletions("gpt-4o", new ChatCompletionsOptions(messages));
        gateway.getChatCompletions("llama", new ChatCompletionsOptions(List.of(new ChatRequestSystemMessage(conclusion)))); // <- untrusted-text-in-system-prompt
        gateway.getChatCompletions("llama", new ChatCompletionsOptions(List.of(new ChatRequestAssistantMessage(conclusion)))); // <- untrusted-text-in-prompt
        gateway.getChatCompletions("llama", new ChatCompletionsOptions(List.of(new ChatRequestToolMessage(conclusion, "call")))); // <- untrusted-text-in-prompt
        gateway.getChatCompletionsStream("llama", new ChatCompletionsOptions(List.of(new ChatRequestUserMessage(conclusion)))); // <- untrusted-text-in-prompt
        gateway.getCompletions("davinci", new CompletionsOptions(List.of(conclusion))); // <- untrusted-text-in-prompt
        gateway.getChatCompletions("llama", new ChatCompletionsOptions(List.of(new ChatRequestUserMessage("Status " + report.getStatus().toCode()))));
    }

    void inference(DiagnosticReport report) {
        inference.complete(report.getConclusion()); // <- phi-to-external-model, untrusted-text-in-prompt
        inference.complete("What is a nodule?");
    }

    void community(DiagnosticReport report) {
        String conclusion = report.getConclusion();
        ChatMessage byRole = new ChatMessage(ChatMessageRole.SYSTEM.value(), conclusion);
        community.createChatCompletion(ChatCompletionRequest.builder().model("gpt-4o").messages(List.of(byRole)).build()); // <- phi-to-external-model, untrusted-text-in-system-prompt
        community.createChatCompletion(ChatCompletionRequest.builder().model("gpt-4o").messages(List.of(new SystemMessage(conclusion))).build()); // <- phi-to-external-model, untrusted-text-in-system-prompt
        community.createChatCompletion(ChatCompletionRequest.builder().model("gpt-4o").messages(List.of(new UserMessage(conclusion))).build()); // <- phi-to-external-model, untrusted-text-in-prompt
        community.createChatCompletion(ChatCompletionRequest.builder().model("gpt-4o").messages(List.of(new UserMessage("Hello"))).build());
    }
}
