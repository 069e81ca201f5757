package org.example.reports;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import java.io.File;
import java.io.IOException;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.io.DicomInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns incoming studies into summaries. */
public class ReportService {
    private static final Logger LOG = LoggerFactory.getLogger(ReportService.class);
    private static final String RULES = "You are a radiology assistant.";

    private final ChatModel model;

    public ReportService(ChatModel model) {
        this.model = model;
    }

    private static Attributes read(File file) throws IOException {
        try (DicomInputStream in = new DicomInputStream(file)) {
            return in.readDataset();
        }
    }

    public String summarise(File file) throws IOException {
        Attributes study = read(file);
        LOG.info("summarising a study of {}", study.getString(Tag.PatientName));
        String comments = study.getString(Tag.PatientComments, "none"); // what the referrer wrote
        return model.chat(
                SystemMessage.from(RULES + " The institution is " + study.getString(Tag.InstitutionName)),
                UserMessage.from(String.format("Comments:%n%s%nHistory: %s", comments, study.getString(Tag.AdditionalPatientHistory))))
                .aiMessage().text();
    }

    public String title(File file) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String part : read(file).getStrings(Tag.ImageComments)) {
            text.append(part).append('\n');
        }
        return model.chat(text.toString());
    }
}
