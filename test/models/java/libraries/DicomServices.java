package org.example.services;

import java.io.IOException;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;
import org.dcm4che3.net.Association;
import org.dcm4che3.net.PDVInputStream;
import org.dcm4che3.net.pdu.PresentationContext;
import org.dcm4che3.net.service.BasicCFindSCP;
import org.dcm4che3.net.service.BasicCStoreSCP;
import org.dcm4che3.net.service.BasicMPPSSCP;
import org.dcm4che3.net.service.QueryTask;
import org.springframework.ai.chat.model.ChatModel;

class StoreService extends BasicCStoreSCP {
    private final ChatModel model;
    StoreService(ChatModel model) { this.model = model; }

    @Override
    protected void store(Association association, PresentationContext context, Attributes request, PDVInputStream data, Attributes response) throws IOException {
        Attributes study = data.readDataset(context.getTransferSyntax());
        model.call(study.getString(Tag.StudyDescription)); // <- untrusted-text-in-prompt
        model.call("It has " + study.getInt(Tag.Rows, 0) + " rows");
        model.call("Sent by " + request.getString(Tag.MoveOriginatorApplicationEntityTitle)); // <- untrusted-text-in-prompt
    }
    // Calls of the program itself do not change that peers send requests.
    void check(PDVInputStream data) throws IOException {
        store(null, null, new Attributes(), data, new Attributes());
    }
}

class FindService extends BasicCFindSCP {
    private final ChatModel model;
    FindService(ChatModel model) { super("1.2.840.10008.5.1.4.1.2.2.1"); this.model = model; }

    @Override
    protected QueryTask calculateMatches(Association association, PresentationContext context, Attributes request, Attributes keys) {
        model.call(keys.getString(Tag.StudyDescription)); // <- untrusted-text-in-prompt
        model.call("It asks for " + keys.size() + " elements");
        return null;
    }
    void check() {
        Attributes own = new Attributes();
        own.setString(Tag.StudyDescription, VR.LO, "CHEST");
        calculateMatches(null, null, new Attributes(), own);
    }
}

class StepService extends BasicMPPSSCP {
    private final ChatModel model;
    StepService(ChatModel model) { this.model = model; }

    @Override
    protected Attributes create(Association association, Attributes request, Attributes step, Attributes response) {
        model.call(step.getString(Tag.PerformedProcedureStepDescription)); // <- untrusted-text-in-prompt
        return null;
    }
    void check() {
        Attributes own = new Attributes();
        own.setString(Tag.PerformedProcedureStepDescription, VR.LO, "CHEST");
        create(null, new Attributes(), own, new Attributes());
    }
}
