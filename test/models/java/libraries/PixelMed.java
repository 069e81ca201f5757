package org.example.pixelmed;

import com.pixelmed.dicom.Attribute;
import com.pixelmed.dicom.AttributeList;
import com.pixelmed.dicom.TagFromName;
import com.pixelmed.network.StorageSOPClassSCU;
import java.io.File;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.tool.annotation.Tool;

class PixelMed {
    private final ChatModel model;
    PixelMed(ChatModel model) { this.model = model; }

    void read(File file) throws Exception {
        AttributeList list = new AttributeList();
        list.read(file);
        model.call(list.get(TagFromName.StudyDescription).getSingleStringValueOrEmptyString()); // <- untrusted-text-in-prompt
        model.call(Attribute.getSingleStringValueOrEmptyString(list, TagFromName.ImageComments)); // <- untrusted-text-in-prompt
        model.call("It has " + Attribute.getSingleIntegerValueOrDefault(list, TagFromName.Rows, 0) + " rows");
        list.removePrivateAttributes();
    }
    void handedIn(AttributeList list) {
        model.call(Attribute.getSingleStringValueOrNull(list, TagFromName.StudyDescription)); // <- untrusted-text-in-prompt
    }
    @Tool(description = "Sends a file to a host")
    void send(String host, String file) throws Exception {
        new StorageSOPClassSCU(host, 104, "ARCHIVE", "ME", file, null, 0); // <- model-output-to-clinical-system
    }
}
