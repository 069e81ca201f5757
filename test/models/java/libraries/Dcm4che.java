package org.example.dcm4che;

import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import java.io.File;
import java.io.StringReader;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.ElementDictionary;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.UID;
import org.dcm4che3.data.VR;
import org.dcm4che3.deident.DeIdentifier;
import org.dcm4che3.io.DicomInputStream;
import org.dcm4che3.json.JSONReader;
import org.dcm4che3.net.ApplicationEntity;
import org.dcm4che3.net.Association;
import org.dcm4che3.net.Connection;
import org.dcm4che3.net.DataWriterAdapter;
import org.dcm4che3.net.Device;
import org.dcm4che3.net.DimseRSP;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.tool.annotation.Tool;

class Dcm4che {
    private final ChatModel model;
    Dcm4che(ChatModel model) { this.model = model; }

    void json(String text) {
        JsonParser parser = Json.createParser(new StringReader(text));
        Attributes study = new JSONReader(parser).readDataset(null);
        model.call(study.getString(Tag.StudyDescription)); // <- untrusted-text-in-prompt
        model.call("Instance " + study.getInt(Tag.InstanceNumber, 0) + " has comments: " + study.contains(Tag.ImageComments));
        model.call("The keyword is " + ElementDictionary.keywordOf(Tag.ImageComments, null));
    }

    void copies(Attributes received) {
        Attributes copy = new Attributes();
        copy.addAll(received);
        model.call(copy.getString(Tag.ImageComments)); // <- untrusted-text-in-prompt
        Attributes own = new Attributes();
        own.setString(Tag.ImageComments, VR.LT, "none");
        model.call(own.getString(Tag.ImageComments));
        Sequence items = received.getSequence(Tag.ContentSequence);
        model.call(items.get(0).getString(Tag.TextValue)); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call("It has " + items.size() + " items");
    }

    void deidentified(File file) throws Exception {
        try (DicomInputStream in = new DicomInputStream(file)) {
            Attributes study = in.readDataset();
            model.call(study.getString(Tag.PatientComments)); // <- phi-to-external-model, untrusted-text-in-prompt
            new DeIdentifier(DeIdentifier.Option.RetainUIDsOption).deidentify(study);
            model.call(study.getString(Tag.PatientComments)); // <- untrusted-text-in-prompt
        }
    }

    void network(Association association, Attributes keys) throws Exception {
        DimseRSP response = association.cfind(UID.StudyRootQueryRetrieveInformationModelFind, 0, keys, null, 0);
        while (response.next()) {
            model.call(response.getDataset().getString(Tag.StudyDescription)); // <- untrusted-text-in-prompt
        }
    }

    void store(Association association) throws Exception {
        Attributes report = new Attributes();
        report.setString(Tag.TextValue, VR.UT, model.call("Write a report."));
        association.cstore(UID.EnhancedSRStorage, "1.2.3", 0, new DataWriterAdapter(report), UID.ExplicitVRLittleEndian); // <- model-output-to-clinical-system
        Attributes plain = new Attributes();
        plain.setString(Tag.TextValue, VR.UT, "none");
        association.cstore(UID.EnhancedSRStorage, "1.2.4", 0, new DataWriterAdapter(plain), UID.ExplicitVRLittleEndian);
    }
}

class Tools {
    private final Association association;
    Tools(Association association) { this.association = association; }

    @Tool(description = "Counts studies")
    int count(String patient) throws Exception {
        Attributes keys = new Attributes();
        keys.setString(Tag.PatientID, VR.LO, patient);
        DimseRSP response = association.cfind(UID.StudyRootQueryRetrieveInformationModelFind, 0, keys, null, 0);
        int n = 0;
        while (response.next()) n++;
        return n;
    }
    @Tool(description = "Moves a study")
    void move(String uid, String destination) throws Exception {
        Attributes keys = new Attributes();
        keys.setString(Tag.StudyInstanceUID, VR.UI, uid);
        association.cmove(UID.StudyRootQueryRetrieveInformationModelMove, 0, keys, null, destination); // <- model-output-to-clinical-system
    }
}

class Listeners {
    void open() throws Exception {
        Device device = new Device("archive");
        ApplicationEntity entity = new ApplicationEntity("ARCHIVE");
        Connection connection = new Connection("dicom", "0.0.0.0", 104);
        device.addConnection(connection);
        device.addApplicationEntity(entity);
        entity.addConnection(connection);
        device.bindConnections(); // <- open-dicom-listener
    }
    void loopback() throws Exception {
        Device device = new Device("archive");
        Connection connection = new Connection();
        connection.setHostname("127.0.0.1");
        connection.setPort(104);
        device.addConnection(connection);
        device.addApplicationEntity(new ApplicationEntity("ARCHIVE"));
        device.bindConnections();
    }
    void encrypted() throws Exception {
        Device device = new Device("archive");
        Connection connection = new Connection("dicom-tls", "0.0.0.0", 2762);
        connection.setTlsCipherSuites("TLS_RSA_WITH_AES_128_CBC_SHA");
        device.addConnection(connection);
        device.addApplicationEntity(new ApplicationEntity("ARCHIVE"));
        device.bindConnections();
    }
    void known() throws Exception {
        Device device = new Device("archive");
        ApplicationEntity entity = new ApplicationEntity("ARCHIVE");
        entity.setAcceptedCallingAETitles("CT1", "MR1");
        device.addConnection(new Connection("dicom", "0.0.0.0", 104));
        device.addApplicationEntity(entity);
        device.bindConnections();
    }
}
