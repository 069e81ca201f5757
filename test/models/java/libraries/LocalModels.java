package org.example.local;

import com.hexadevlabs.gpt4all.LLModel;
import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.Pair;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.dcm4che3.data.Tag;
import org.dcm4che3.io.DicomInputStream;

class LocalModels {
    private static String history(File file) throws Exception {
        try (DicomInputStream in = new DicomInputStream(file)) {
            return in.readDataset().getString(Tag.AdditionalPatientHistory);
        }
    }

    void llama(File file) throws Exception {
        String history = history(file);
        try (LlamaModel model = new LlamaModel(new ModelParameters().setModel("medgemma.gguf"))) {
            InferenceParameters first = new InferenceParameters("Explain: " + history).setTemperature(0f);
            for (LlamaOutput output : model.generate(first)) System.out.print(output.text.length()); // <- untrusted-text-in-prompt
            model.complete(new InferenceParameters("").setPrompt(history)); // <- untrusted-text-in-prompt
            model.complete(new InferenceParameters("").setMessages(history, List.of(new Pair<>("user", "Go.")))); // <- untrusted-text-in-system-prompt
            model.complete(new InferenceParameters("").setMessages("Explain.", List.of(new Pair<>("user", history)))); // <- untrusted-text-in-prompt
            model.complete(new InferenceParameters("It has " + model.encode(history).length + " tokens"));
        }
    }

    void gpt4all(File file) throws Exception {
        LLModel model = new LLModel(Path.of("mistral.gguf"));
        model.generate(history(file), LLModel.config().build()); // <- untrusted-text-in-prompt
        model.generate("What is a nodule?", LLModel.config().build());
    }
}
