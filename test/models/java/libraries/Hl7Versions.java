package org.example.hl7;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.app.HL7Service;
import ca.uhn.hl7v2.app.SimpleServer;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.v25.message.ADT_A01;
import ca.uhn.hl7v2.model.v25.message.ORU_R01;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import java.util.Map;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.springframework.ai.chat.model.ChatModel;

/** What is handed in, in each version of the standard. */
class Versions {
    private final ChatModel model;
    Versions(ChatModel model) { this.model = model; }

    void v21(ca.uhn.hl7v2.model.v21.segment.NTE note) throws HL7Exception {
        model.call(note.encode()); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call(new ca.uhn.hl7v2.model.v21.segment.NTE(null, null).encode());
    }
    void v22(ca.uhn.hl7v2.model.v22.segment.NTE note) throws HL7Exception {
        model.call(note.encode()); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call(new ca.uhn.hl7v2.model.v22.segment.NTE(null, null).encode());
    }
    void v23(ca.uhn.hl7v2.model.v23.segment.NTE note) throws HL7Exception {
        model.call(note.encode()); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call(new ca.uhn.hl7v2.model.v23.segment.NTE(null, null).encode());
    }
    void v231(ca.uhn.hl7v2.model.v231.segment.NTE note) throws HL7Exception {
        model.call(note.encode()); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call(new ca.uhn.hl7v2.model.v231.segment.NTE(null, null).encode());
    }
    void v24(ca.uhn.hl7v2.model.v24.segment.NTE note) throws HL7Exception {
        model.call(note.encode()); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call(new ca.uhn.hl7v2.model.v24.segment.NTE(null, null).encode());
    }
    void v251(ca.uhn.hl7v2.model.v251.segment.NTE note) throws HL7Exception {
        model.call(note.encode()); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call(new ca.uhn.hl7v2.model.v251.segment.NTE(null, null).encode());
    }
    void v26(ca.uhn.hl7v2.model.v26.segment.NTE note) throws HL7Exception {
        model.call(note.encode()); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call(new ca.uhn.hl7v2.model.v26.segment.NTE(null, null).encode());
    }
    void v27(ca.uhn.hl7v2.model.v27.segment.NTE note) throws HL7Exception {
        model.call(note.encode()); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call(new ca.uhn.hl7v2.model.v27.segment.NTE(null, null).encode());
    }
    void v271(ca.uhn.hl7v2.model.v271.segment.NTE note) throws HL7Exception {
        model.call(note.encode()); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call(new ca.uhn.hl7v2.model.v271.segment.NTE(null, null).encode());
    }
    void v28(ca.uhn.hl7v2.model.v28.segment.NTE note) throws HL7Exception {
        model.call(note.encode()); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call(new ca.uhn.hl7v2.model.v28.segment.NTE(null, null).encode());
    }
    void v281(ca.uhn.hl7v2.model.v281.segment.NTE note) throws HL7Exception {
        model.call(note.encode()); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call(new ca.uhn.hl7v2.model.v281.segment.NTE(null, null).encode());
    }
}

class Encoding {
    void made(ChatModel model, Attributes study) throws Exception {
        ORU_R01 report = new ORU_R01();
        report.getMSH().getSendingApplication().getNamespaceID().setValue(study.getString(Tag.StudyDescription));
        model.call(report.encode()); // <- untrusted-text-in-prompt
        model.call("It has " + report.encode().length() + " characters");
        ADT_A01 second = new ADT_A01();
        second.getMSH().getSendingApplication().getNamespaceID().setValue(study.getString(Tag.ImageComments));
        model.call(new DefaultHapiContext().getPipeParser().encode(second)); // <- untrusted-text-in-prompt
        ORU_R01 own = new ORU_R01();
        own.getMSH().getSendingApplication().getNamespaceID().setValue("TRIAGE");
        model.call(own.encode());
        model.call(new DefaultHapiContext().getPipeParser().encode(own));
    }
}

class Receiver implements ReceivingApplication<Message> {
    private final ChatModel model;
    Receiver(ChatModel model) { this.model = model; }

    @Override
    public Message processMessage(Message message, Map<String, Object> metadata) throws HL7Exception {
        model.call(message.encode()); // <- phi-to-external-model, untrusted-text-in-prompt
        return null;
    }
    @Override
    public boolean canProcess(Message message) { return true; }

    static void serve(ChatModel model, Message first) throws Exception {
        SimpleServer server = new SimpleServer(2575);
        server.registerApplication("ORU", first.encode(), new Receiver(model));
        model.call("Running: " + server.isRunning());
        HL7Service service = new DefaultHapiContext().newServer(2576, true);
        service.registerApplication(new Receiver(model));
        model.call("Running: " + service.isRunning());
    }
}
