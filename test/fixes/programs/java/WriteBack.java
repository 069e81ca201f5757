package org.example.ehr;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import dev.langchain4j.model.chat.ChatModel;
import org.hl7.fhir.r4.model.DiagnosticReport;

class WriteBack {
    private static final IGenericClient EHR = FhirContext.forR4().newRestfulGenericClient("http://ehr.hospital.example/fhir");

    void report(ChatModel model, String findings) {
        String impression = model.chat("Write an impression for: " + findings);
        DiagnosticReport report = new DiagnosticReport();
        report.setStatus(DiagnosticReport.DiagnosticReportStatus.FINAL);
        report.setConclusion(impression);
        EHR.create()
                .resource(report)
                .execute();
    }
}
