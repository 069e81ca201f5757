package org.example.more;

import com.azure.ai.documentintelligence.DocumentIntelligenceClient;
import com.azure.ai.documentintelligence.models.AnalyzeDocumentOptions;
import com.google.cloud.documentai.v1.DocumentProcessorServiceClient;
import com.google.cloud.documentai.v1.ProcessRequest;
import io.github.sashirestela.openai.SimpleOpenAI;
import io.github.sashirestela.openai.domain.chat.ChatMessage.SystemMessage;
import io.github.sashirestela.openai.domain.chat.ChatMessage.UserMessage;
import io.github.sashirestela.openai.domain.chat.ChatRequest;
import java.util.ArrayList;
import java.util.List;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.chat.model.ChatModel;
import weka.classifiers.trees.J48;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;

class MoreClients {
    private final SimpleOpenAI openai = SimpleOpenAI.builder().apiKey("key").build();
    private final SimpleOpenAI local = SimpleOpenAI.builder().apiKey("none").baseUrl("http://localhost:8000").build();

    void chat(Attributes study) {
        String comments = study.getString(Tag.PatientComments);
        openai.chatCompletions().create(ChatRequest.builder().model("gpt-5").message(UserMessage.of(comments)).build()); // <- phi-to-external-model, untrusted-text-in-prompt
        local.chatCompletions().create(ChatRequest.builder().model("llama").message(SystemMessage.of(comments)).message(UserMessage.of("Go.")).build()); // <- untrusted-text-in-system-prompt
        openai.chatCompletions().create(ChatRequest.builder().model("gpt-5").messages(List.of(UserMessage.of("It has " + study.getInt(Tag.Rows, 0) + " rows"))).build());
    }

    void remember(Attributes study) {
        ChatMemory memory = MessageWindowChatMemory.builder().maxMessages(10).build();
        memory.add("c1", new org.springframework.ai.chat.messages.UserMessage(study.getString(Tag.StudyDescription))); // <- untrusted-text-in-prompt
    }

    void documents(DocumentIntelligenceClient azure, AnalyzeDocumentOptions options, DocumentProcessorServiceClient google, ProcessRequest request, ChatModel model) {
        model.call(azure.beginAnalyzeDocument("prebuilt-read", options).getFinalResult().getContent()); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call(google.processDocument(request).getDocument().getText()); // <- phi-to-external-model, untrusted-text-in-prompt
    }

    void train(Attributes study, ArrayList<Attribute> attributes) throws Exception {
        Instances instances = new Instances("studies", attributes, 1);
        DenseInstance instance = new DenseInstance(2);
        instance.setValue(attributes.get(0), study.getString(Tag.PatientComments));
        instances.add(instance);
        new J48().buildClassifier(instances); // <- training-on-identifiable-data, unverified-training-data
        new J48().buildClassifier(new Instances("empty", attributes, 0));
    }
}
