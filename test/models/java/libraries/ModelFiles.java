package org.example.models;

import ai.djl.modality.nlp.qa.QAInput;
import ai.djl.repository.zoo.Criteria;
import java.io.File;
import java.io.FileInputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import org.tribuo.Model;
import weka.classifiers.Classifier;
import weka.core.SerializationHelper;

class ModelFiles {
    Object weka(String path) throws Exception {
        return (Classifier) SerializationHelper.read(path); // <- unsafe-model-deserialization
    }
    Object tribuo(File file) throws Exception {
        return Model.deserializeFromFile(file.toPath()); // <- unsafe-model-deserialization
    }
    Object java(File file) throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(new FileInputStream(file))) {
            in.setObjectInputFilter(ObjectInputFilter.Config.createFilter("org.example.*;!*"));
            return in.readObject();
        }
    }
    Object unchecked(File file) throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(new FileInputStream(file))) {
            return in.readObject(); // <- unsafe-model-deserialization
        }
    }
    void hub() {
        Criteria.builder().setTypes(QAInput.class, String.class).optModelUrls("djl://ai.djl.huggingface.pytorch/deepset/roberta").build(); // <- unpinned-model
        Criteria.builder().setTypes(QAInput.class, String.class).optModelUrls("file:///models/roberta").build();
    }
}
