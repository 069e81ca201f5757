import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;
import org.dcm4che3.data.Tag;
import org.dcm4che3.io.DicomInputStream;

/** A study is named by a digest of its text: that neither speaks nor identifies. */
class Hashes {
    private final ChatModel chat = OpenAiChatModel.builder().apiKey("key").modelName("gpt-4o").build();

    void ask(File file) throws Exception {
        String text;
        try (DicomInputStream in = new DicomInputStream(file)) {
            text = in.readDataset().getString(Tag.PatientComments);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        sha.update(bytes);
        chat.chat("Study " + HexFormat.of().formatHex(sha.digest()));
        chat.chat("Study " + Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-512").digest(bytes)));
        chat.chat("Study " + DigestUtils.sha256Hex(text));
        chat.chat("Study " + Base64.getEncoder().encodeToString(bytes)); // <- phi-to-external-model, untrusted-text-in-prompt
    }
}
