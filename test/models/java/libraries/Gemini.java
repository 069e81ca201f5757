package org.example.gemini;

import com.google.cloud.vertexai.VertexAI;
import com.google.cloud.vertexai.generativeai.ChatSession;
import com.google.cloud.vertexai.generativeai.ContentMaker;
import com.google.cloud.vertexai.generativeai.GenerativeModel;
import com.google.genai.Client;
import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.HarmBlockThreshold;
import com.google.genai.types.HarmCategory;
import com.google.genai.types.Part;
import com.google.genai.types.SafetySetting;
import java.io.File;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.io.DicomInputStream;

class Gemini {
    private final Client client = Client.builder().apiKey("key").build();
    private final SafetySetting off = SafetySetting.builder()
            .category(HarmCategory.Known.HARM_CATEGORY_DANGEROUS_CONTENT)
            .threshold(HarmBlockThreshold.Known.BLOCK_NONE) // <- provider-safety-off
            .build();
    private final SafetySetting strict = SafetySetting.builder()
            .category(HarmCategory.Known.HARM_CATEGORY_HARASSMENT)
            .threshold(HarmBlockThreshold.Known.BLOCK_LOW_AND_ABOVE)
            .build();

    private static Attributes read(File file) throws Exception {
        try (DicomInputStream in = new DicomInputStream(file)) {
            return in.readDataset();
        }
    }

    void generate(File file) throws Exception {
        Attributes study = read(file);
        String description = study.getString(Tag.StudyDescription);
        client.models.generateContent("gemini-2.5-flash", description, null); // <- untrusted-text-in-prompt
        client.models.generateContent("gemini-2.5-flash", Content.fromParts(Part.fromText(description)), null); // <- untrusted-text-in-prompt
        GenerateContentConfig config = GenerateContentConfig.builder().temperature(0f).systemInstruction(Content.fromParts(Part.fromText(description))).build(); // <- untrusted-text-in-system-prompt
        client.models.generateContent("gemini-2.5-flash", "Go.", config);
        client.chats.create("gemini-2.5-flash").sendMessage(description); // <- untrusted-text-in-prompt
        client.models.generateContent("gemini-2.5-flash", "It has " + study.getInt(Tag.Rows, 0) + " rows", null);
    }

    void vertex(File file) throws Exception {
        String description = read(file).getString(Tag.StudyDescription);
        try (VertexAI vertex = new VertexAI("project", "europe-west1")) {
            GenerativeModel model = new GenerativeModel("gemini-2.5-flash", vertex);
            model.generateContent(ContentMaker.fromMultiModalData("Explain", description)); // <- untrusted-text-in-prompt
            model.withSystemInstruction(ContentMaker.fromString(description)).generateContent("Go."); // <- untrusted-text-in-system-prompt
            ChatSession chat = model.startChat();
            chat.sendMessage(description); // <- untrusted-text-in-prompt
            chat.sendMessage("Thank you.");
        }
    }
}
