package org.example.server;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

public class ToolServer {
    interface Desk {
        String answer(String letter);
    }

    static class Archive {
        @Tool("Reads a letter")
        String read(@P("path") String path) throws IOException {
            try (PDDocument letter = Loader.loadPDF(new File(path))) {
                return new PDFTextStripper().getText(letter);
            }
        }

        @Tool("Removes a study")
        String remove(@P("path") String path) throws IOException {
            Files.delete(Path.of(path));
            return "removed";
        }
    }

    public static String answer(ChatModel model, String path) throws IOException {
        Desk desk = AiServices.builder(Desk.class)
                .chatModel(model)
                .tools(new Archive())
                .build();
        return desk.answer(new Archive().read(path));
    }
}
