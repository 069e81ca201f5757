package org.example.records;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.app.Connection;
import ca.uhn.hl7v2.app.Initiator;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.v25.message.ORU_R01;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import ca.uhn.hl7v2.util.Terser;
import java.util.Map;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.openmrs.Obs;
import org.openmrs.Order;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.tool.annotation.Tool;

class Fhir {
    private final ChatModel model;
    private final FhirContext context = FhirContext.forR4();
    private final IGenericClient client = context.newRestfulGenericClient("https://ehr.example.org/fhir");
    private final IGenericClient clear = context.newRestfulGenericClient("http://ehr.example.org/fhir"); // <- plaintext-clinical-transport
    private final IGenericClient local = context.newRestfulGenericClient("http://localhost:8080/fhir");
    Fhir(ChatModel model) { this.model = model; }

    void parse(String json) {
        DiagnosticReport report = context.newJsonParser().parseResource(DiagnosticReport.class, json);
        model.call(report.getConclusion()); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call("Status " + report.getStatus().toCode());
    }
    void handedIn(Patient patient) {
        model.call(patient.getNameFirstRep().getText()); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call("Active: " + patient.getActive());
    }
    void write() {
        Observation observation = new Observation();
        observation.addNote().setText(model.call("Write a note."));
        client.create().resource(observation).execute(); // <- model-output-to-clinical-system
        local.create().resource(new Observation()).execute();
    }
    void repository(IFhirResourceDao<DiagnosticReport> dao, IFhirResourceDao<Observation> notes) {
        model.call(dao.read(new IdType("1")).getConclusion()); // <- phi-to-external-model, untrusted-text-in-prompt
        Observation observation = new Observation();
        observation.addNote().setText(model.call("Write a note."));
        notes.create(observation); // <- model-output-to-clinical-system
    }
    @Tool(description = "Creates a flag")
    void flag(String text) {
        Observation observation = new Observation();
        observation.addNote().setText(text);
        client.create().resource(observation).execute(); // <- model-output-to-clinical-system
    }
    @Tool(description = "Deletes an observation")
    void delete(String id) {
        client.delete().resourceById("Observation", id).execute();
    }
}

class Hl7 implements ReceivingApplication<Message> {
    private final ChatModel model;
    Hl7(ChatModel model) { this.model = model; }

    @Override
    public Message processMessage(Message message, Map<String, Object> metadata) throws HL7Exception {
        try {
            model.call(new Terser(message).get("/OBX-5")); // <- phi-to-external-model, untrusted-text-in-prompt
            return message.generateACK();
        } catch (java.io.IOException e) {
            throw new HL7Exception(e);
        }
    }
    @Override
    public boolean canProcess(Message message) { return true; }

    void read(String text) throws Exception {
        Message message = new DefaultHapiContext().getPipeParser().parse(text);
        model.call(new Terser(message).get("/NTE-3")); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call(Terser.get((Segment) message.get("OBX"), 5, 0, 1, 1)); // <- phi-to-external-model, untrusted-text-in-prompt
    }
    void send() throws Exception {
        ORU_R01 report = new ORU_R01();
        report.initQuickstart("ORU", "R01", "P");
        new Terser(report).set("/OBX-5", model.call("Write a finding."));
        Connection connection = new DefaultHapiContext().newClient("ris.example.org", 2575, true);
        Initiator initiator = connection.getInitiator();
        initiator.sendAndReceive(report); // <- model-output-to-clinical-system
        ORU_R01 empty = new ORU_R01();
        initiator.sendAndReceive(empty);
    }
}

class OpenMrs {
    private final ChatModel model;
    OpenMrs(ChatModel model) { this.model = model; }

    void explain(Obs obs, Order order) {
        model.call(obs.getValueText()); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call("Dear " + obs.getPerson().getPersonName()); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call(order.getInstructions()); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call("Value " + obs.getValueNumeric());
    }
}
