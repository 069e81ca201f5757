package org.example.jdk;

import java.io.File;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.text.MessageFormat;
import java.util.StringJoiner;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.naming.InitialContext;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.tool.annotation.Tool;

class Jdk {
    private final ChatModel model;
    private final ExecutorService executor = Executors.newFixedThreadPool(2);
    Jdk(ChatModel model) { this.model = model; }

    void text(Attributes study) {
        String description = study.getString(Tag.StudyDescription);
        StringBuilder builder = new StringBuilder("Explain ").append(description);
        model.call(builder.toString()); // <- untrusted-text-in-prompt
        model.call("It has " + builder.length() + " characters");
        model.call(MessageFormat.format("Explain {0}", description)); // <- untrusted-text-in-prompt
        model.call(MessageFormat.format("Explain {0}", "nodules"));
    }

    void joined(Attributes study) {
        StringJoiner joiner = new StringJoiner(", ");
        joiner.add("Explain").add(study.getString(Tag.StudyDescription));
        model.call(joiner.toString()); // <- untrusted-text-in-prompt
        model.call("It has " + joiner.length() + " characters");
        StringWriter writer = new StringWriter();
        writer.write(study.getString(Tag.ImageComments));
        model.call(writer.toString()); // <- untrusted-text-in-prompt
    }

    void work(Attributes study) throws Exception {
        String description = study.getString(Tag.StudyDescription);
        executor.execute(() -> model.call(description)); // <- untrusted-text-in-prompt
        Future<String> future = executor.submit(() -> study.getString(Tag.ImageComments));
        model.call(future.get()); // <- untrusted-text-in-prompt
        new Thread(() -> model.call("Explain " + description)).start(); // <- untrusted-text-in-prompt
        executor.execute(() -> model.call("What is a nodule?"));
    }

    void output(Connection connection) throws Exception {
        String answer = model.call("Which table?");
        new InitialContext().lookup(answer); // <- model-output-to-code
        Class.forName(answer); // <- model-output-to-code
        Statement statement = connection.createStatement();
        statement.execute("SELECT * FROM " + answer); // <- model-output-to-code
        PreparedStatement composed = connection.prepareStatement("SELECT * FROM items WHERE name = '" + answer + "'"); // <- model-output-to-code
        composed.executeQuery();
        PreparedStatement bound = connection.prepareStatement("SELECT * FROM items WHERE name = ?");
        bound.setString(1, answer);
        bound.executeQuery();
        Files.move(Path.of("/data/report.txt"), Path.of("/data/" + answer)); // <- model-output-to-code
        Files.move(Path.of("/data/report.txt"), Path.of("/data/done.txt"));
        new File("/data/report.txt").getName();
    }

    @Tool(description = "Reads the house rules")
    String rules() throws Exception {
        return Files.readString(Path.of("/data/rules.txt"));
    }
}
