package org.example.tools;

import dev.langchain4j.model.chat.ChatModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;

public final class ShellTools {
	private final ChatModel model;

	public ShellTools(ChatModel model) {
		this.model = model;
	}

	public int dump() throws IOException, InterruptedException {
		String tag = model.chat("Which tag?");
		Process process = Runtime.getRuntime().exec("dcmdump +P " + tag + " study.dcm");
		return process.waitFor();
	}

	public int convert() throws IOException, InterruptedException {
		String name = model.chat("Name the output.");
		return new ProcessBuilder("sh", "-c", "dcm2niix -f \"" + name + "\" /srv/in").start().waitFor();
	}

	public void store(byte[] data) throws IOException {
		String name = model.chat("Name the file.");
		Files.write(Paths.get("/srv/out", name), data);
		Path notes = Path.of("/srv/notes");
		Files.writeString(notes.resolve(name + ".txt"), "stored");
	}

	public Object compute() throws ScriptException {
		return new ScriptEngineManager().getEngineByName("js").eval(model.chat("Write the formula."));
	}
}
