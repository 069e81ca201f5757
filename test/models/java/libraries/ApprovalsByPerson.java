package org.example.approvals;

import java.io.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.swing.JOptionPane;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.tool.annotation.Tool;

class AsksAtConsole {
    @Tool(description = "Deletes the last report")
    String drop() throws Exception {
        if (!System.console().readLine("Delete? ").equals("yes")) return "kept";
        Files.delete(Path.of("/out/latest.txt"));
        return "deleted";
    }
}

class AsksGivenConsole {
    private final Console console;
    AsksGivenConsole(Console console) { this.console = console; }

    @Tool(description = "Deletes the last report")
    String drop() throws Exception {
        if (!console.readLine("Delete? ").equals("yes")) return "kept";
        Files.delete(Path.of("/out/latest.txt"));
        return "deleted";
    }
}

class AsksOnLine {
    @Tool(description = "Deletes the last report")
    String drop() throws Exception {
        if (!IO.readln("Delete? ").equals("yes")) return "kept";
        Files.delete(Path.of("/out/latest.txt"));
        return "deleted";
    }
}

class AsksInDialog {
    @Tool(description = "Deletes the last report")
    String drop() throws Exception {
        if (JOptionPane.showConfirmDialog(null, "Delete?") != JOptionPane.YES_OPTION) return "kept";
        Files.delete(Path.of("/out/latest.txt"));
        return "deleted";
    }
}

class OnlyTells {
    @Tool(description = "Deletes the last report")
    String drop() throws Exception {
        JOptionPane.showMessageDialog(null, "Deleting");
        Files.delete(Path.of("/out/latest.txt"));
        return "deleted";
    }
}

class Agents {
    String console(ChatClient client, Attributes study) {
        return client.prompt().user(study.getString(Tag.StudyDescription)).tools(new AsksAtConsole()).call().content(); // <- untrusted-text-in-prompt
    }
    String given(ChatClient client, Attributes study, Console console) {
        return client.prompt().user(study.getString(Tag.StudyDescription)).tools(new AsksGivenConsole(console)).call().content(); // <- untrusted-text-in-prompt
    }
    String line(ChatClient client, Attributes study) {
        return client.prompt().user(study.getString(Tag.StudyDescription)).tools(new AsksOnLine()).call().content(); // <- untrusted-text-in-prompt
    }
    String dialog(ChatClient client, Attributes study) {
        return client.prompt().user(study.getString(Tag.StudyDescription)).tools(new AsksInDialog()).call().content(); // <- untrusted-text-in-prompt
    }
    String tells(ChatClient client, Attributes study) {
        return client.prompt().user(study.getString(Tag.StudyDescription)).tools(new OnlyTells()).call().content(); // <- overprivileged-tool, untrusted-text-in-prompt
    }
}
