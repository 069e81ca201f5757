package org.example.hashes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.springframework.ai.chat.model.ChatModel;

class Hashes {
    void ask(Attributes study, ChatModel model) throws Exception {
        String name = study.getString(Tag.PatientName);
        model.call("Patient " + name); // <- phi-to-external-model, untrusted-text-in-prompt
        model.call("Patient " + DigestUtils.sha256Hex(name));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        model.call("Patient " + HexFormat.of().formatHex(digest.digest()));
    }
}
