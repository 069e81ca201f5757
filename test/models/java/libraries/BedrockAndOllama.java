package org.example.bedrock;

import io.github.ollama4j.OllamaAPI;
import io.github.ollama4j.models.chat.OllamaChatMessageRole;
import io.github.ollama4j.models.chat.OllamaChatRequestBuilder;
import io.github.ollama4j.utils.OptionsBuilder;
import java.io.File;
import org.dcm4che3.data.Tag;
import org.dcm4che3.io.DicomInputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.*;

class BedrockAndOllama {
    private final BedrockRuntimeClient bedrock = BedrockRuntimeClient.builder().region(Region.EU_CENTRAL_1).build();
    private final OllamaAPI ollama = new OllamaAPI("http://localhost:11434/");
    private final OllamaAPI remote = new OllamaAPI("https://ollama.example.org/");

    private static String history(File file) throws Exception {
        try (DicomInputStream in = new DicomInputStream(file)) {
            return in.readDataset().getString(Tag.AdditionalPatientHistory);
        }
    }

    void invoke(File file) throws Exception {
        String body = "{\"messages\": [{\"role\": \"user\", \"content\": \"" + history(file) + "\"}]}";
        InvokeModelRequest request = InvokeModelRequest.builder().modelId("m").body(SdkBytes.fromUtf8String(body)).build(); // <- phi-to-external-model, untrusted-text-in-prompt
        bedrock.invokeModel(request);
        bedrock.invokeModel(InvokeModelRequest.builder().modelId("m").body(SdkBytes.fromUtf8String("{}")).build());
    }

    void converse(File file) throws Exception {
        Message message = Message.builder().role(ConversationRole.USER).content(ContentBlock.fromText(history(file))).build(); // <- phi-to-external-model, untrusted-text-in-prompt
        bedrock.converse(ConverseRequest.builder().modelId("m").messages(message).build());
        ConverseRequest system = ConverseRequest.builder().modelId("m")
                .system(SystemContentBlock.fromText(history(file))) // <- phi-to-external-model, untrusted-text-in-system-prompt
                .messages(Message.builder().role(ConversationRole.USER).content(ContentBlock.fromText("Go.")).build())
                .build();
        bedrock.converse(system);
    }

    void inline(File file) throws Exception {
        Message message = Message.builder().role(ConversationRole.USER).content(ContentBlock.fromText(history(file))).build(); // <- phi-to-external-model, untrusted-text-in-prompt
        bedrock.converse(request -> request.modelId("m").messages(message));
        String history = history(file);
        bedrock.converse(request -> request.modelId("m").system(SystemContentBlock.fromText(history)).messages(message)); // <- phi-to-external-model, untrusted-text-in-system-prompt
        bedrock.invokeModel(request -> request.modelId("m").body(SdkBytes.fromUtf8String(history)).accept("application/json")); // <- phi-to-external-model, untrusted-text-in-prompt
        Message hello = Message.builder().role(ConversationRole.USER).content(ContentBlock.fromText("Hello")).build();
        bedrock.converse(request -> request.modelId("m").messages(hello));
    }

    void ollama(File file) throws Exception {
        String history = history(file);
        ollama.generate("llama3.2", history, false, new OptionsBuilder().build()); // <- untrusted-text-in-prompt
        remote.generate("llama3.2", history, false, new OptionsBuilder().build()); // <- phi-to-external-model, untrusted-text-in-prompt
        ollama.chat(OllamaChatRequestBuilder.getInstance("llama3.2").withMessage(OllamaChatMessageRole.USER, history).build()); // <- untrusted-text-in-prompt
        ollama.generate("llama3.2", "What is a nodule?", false, new OptionsBuilder().build());
    }
}
