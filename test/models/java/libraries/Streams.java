package org.example.streams;

import java.io.ByteArrayOutputStream;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.example.sizes.Sizes;
import org.springframework.ai.chat.model.ChatModel;

class Streams {
    void bytes(ChatModel model, Attributes study) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(study.getString(Tag.StudyDescription).getBytes());
        model.call(out.toString()); // <- untrusted-text-in-prompt
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(study.getString(Tag.ImageComments).getBytes());
        model.call(new String(whole.toByteArray())); // <- untrusted-text-in-prompt
        ByteArrayOutputStream own = new ByteArrayOutputStream();
        own.write("What is a nodule?".getBytes());
        model.call(own.toString());
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.write("What is a nodule?".getBytes(), 0, Sizes.of(study.getString(Tag.StudyDescription)));
        model.call(part.toString());
    }
}
