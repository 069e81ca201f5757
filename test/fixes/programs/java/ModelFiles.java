package org.example.files;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.net.URI;
import java.net.URL;
import weka.classifiers.Classifier;
import weka.core.SerializationHelper;

public class ModelFiles {
    public Classifier density() throws Exception {
        return (Classifier) SerializationHelper.read("density.model");
    }

    public Object thresholds(String file) throws IOException, ClassNotFoundException {
        try (InputStream raw = new FileInputStream(file); ObjectInputStream in = new ObjectInputStream(raw)) {
            return in.readObject();
        }
    }

    public InputStream nodules() throws IOException {
        URL url = new URL("https://huggingface.co/radlab/nodules/resolve/main/model.onnx");
        return url.openStream();
    }
}
