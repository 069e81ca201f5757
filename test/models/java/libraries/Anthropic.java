package org.example.anthropic;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.MessageParam;
import com.anthropic.models.messages.Model;
import com.anthropic.models.messages.TextBlockParam;
import java.io.File;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

class Anthropic {
    private final AnthropicClient hosted = AnthropicOkHttpClient.fromEnv();
    private final AnthropicClient local = AnthropicOkHttpClient.builder().apiKey("none").baseUrl("http://127.0.0.1:8080").build();

    void explain(File pdf) throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            String text = new PDFTextStripper().getText(document);
            hosted.messages().create(MessageCreateParams.builder().model(Model.CLAUDE_SONNET_4_5).maxTokens(500).addUserMessage(text).build()); // <- phi-to-external-model, untrusted-text-in-prompt
            local.messages().create(MessageCreateParams.builder().maxTokens(500).system(text).addUserMessage("Go.").build()); // <- untrusted-text-in-system-prompt
            local.messages().create(MessageCreateParams.builder().maxTokens(500).addAssistantMessage(text).addUserMessage("Is that right?").build()); // <- untrusted-text-in-prompt
            MessageParam message = MessageParam.builder().role(MessageParam.Role.USER).content(text).build(); // <- untrusted-text-in-prompt
            local.messages().create(MessageCreateParams.builder().maxTokens(500).addMessage(message).build());
            TextBlockParam block = TextBlockParam.builder().text(text).build();
            local.messages().createStreaming(MessageCreateParams.builder().maxTokens(500).addUserMessageOfBlockParams(List.of(ContentBlockParam.ofText(block))).build()); // <- untrusted-text-in-prompt
            hosted.messages().create(MessageCreateParams.builder().maxTokens(500).addUserMessage("It has " + document.getNumberOfPages() + " pages").build());
        }
    }
}
