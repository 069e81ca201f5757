package org.example.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.ChatModel;
import com.openai.models.beta.assistants.AssistantCreateParams;
import com.openai.models.beta.threads.messages.MessageCreateParams;
import com.openai.models.chat.completions.*;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputItem;
import java.io.File;
import java.util.List;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.io.DicomInputStream;

class OpenAi {
    private final OpenAIClient hosted = OpenAIOkHttpClient.fromEnv();
    private final OpenAIClient local = OpenAIOkHttpClient.builder().apiKey("none").baseUrl("http://localhost:8000/v1").build();

    private static Attributes read(File file) throws Exception {
        try (DicomInputStream in = new DicomInputStream(file)) {
            return in.readDataset();
        }
    }

    void chat(File file) throws Exception {
        Attributes study = read(file);
        String history = study.getString(Tag.AdditionalPatientHistory);
        ChatCompletionCreateParams asUser = ChatCompletionCreateParams.builder()
                .model(ChatModel.GPT_5)
                .addSystemMessage("You explain studies.")
                .addUserMessage(history) // <- phi-to-external-model, untrusted-text-in-prompt
                .build();
        hosted.chat().completions().create(asUser);
        local.chat().completions().create(ChatCompletionCreateParams.builder().addUserMessage(history).build()); // <- untrusted-text-in-prompt
        ChatCompletionCreateParams asSystem = ChatCompletionCreateParams.builder().addSystemMessage(history).addUserMessage("Go.").build(); // <- untrusted-text-in-system-prompt
        local.chat().completions().create(asSystem);
        ChatCompletionCreateParams asAssistant = ChatCompletionCreateParams.builder().addAssistantMessage(history).addUserMessage("Is that right?").build(); // <- untrusted-text-in-prompt
        local.chat().completions().create(asAssistant);
        ChatCompletionCreateParams harmless = ChatCompletionCreateParams.builder().addUserMessage("It has " + study.getInt(Tag.Rows, 0) + " rows").build();
        hosted.chat().completions().create(harmless);
    }

    void messages(File file) throws Exception {
        String history = read(file).getString(Tag.AdditionalPatientHistory);
        ChatCompletionUserMessageParam user = ChatCompletionUserMessageParam.builder().content(history).build(); // <- untrusted-text-in-prompt
        local.chat().completions().create(ChatCompletionCreateParams.builder().addMessage(user).build());
        local.chat().completions().create(ChatCompletionCreateParams.builder().messages(List.of(ChatCompletionMessageParam.ofUser(ChatCompletionUserMessageParam.builder().content(history).build()))).build()); // <- untrusted-text-in-prompt
        ChatCompletionSystemMessageParam system = ChatCompletionSystemMessageParam.builder().content(history).build(); // <- untrusted-text-in-system-prompt
        local.chat().completions().create(ChatCompletionCreateParams.builder().addMessage(system).addUserMessage("Go.").build());
        ResponseInputItem item = ResponseInputItem.ofEasyInputMessage(EasyInputMessage.builder().role(EasyInputMessage.Role.USER).content(history).build());
        local.responses().create(ResponseCreateParams.builder().inputOfResponse(List.of(item)).build()); // <- untrusted-text-in-prompt
        local.responses().create(ResponseCreateParams.builder().instructions("Explain.").input("What is a nodule?").build());
    }

    void others(File file) throws Exception {
        String history = read(file).getString(Tag.AdditionalPatientHistory);
        hosted.embeddings().create(EmbeddingCreateParams.builder().model("text-embedding-3-small").input(history).build()); // <- phi-to-external-model
        local.embeddings().create(EmbeddingCreateParams.builder().model("nomic").input(history).build());
        hosted.images().generate(ImageGenerateParams.builder().prompt(history).build()); // <- phi-to-external-model, untrusted-text-in-prompt
        hosted.beta().assistants().create(AssistantCreateParams.builder().name("triage").instructions(history).build()); // <- phi-to-external-model, untrusted-text-in-system-prompt
        hosted.beta().threads().messages().create(MessageCreateParams.builder().threadId("t").content(history).build()); // <- phi-to-external-model, untrusted-text-in-prompt
        hosted.async().chat().completions().create(ChatCompletionCreateParams.builder().addUserMessage(history).build()); // <- phi-to-external-model, untrusted-text-in-prompt
    }
}
