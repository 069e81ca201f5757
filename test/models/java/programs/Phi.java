package org.example.phi;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.net.URI;
import java.net.http.*;
import org.dcm4che3.data.*;
import org.dcm4che3.io.DicomInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.util.Terser;

public class Phi {
    private static final Logger log = LoggerFactory.getLogger(Phi.class);
    private static final String URL = "https://api.openai.com/v1/chat/completions";
    private final HttpClient http = HttpClient.newHttpClient();
    private final OpenAIClient local = OpenAIOkHttpClient.builder().baseUrl("http://localhost:8000/v1").apiKey("x").build();
    void raw(Attributes a) throws Exception {
        String body = "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"" + a.getString(Tag.PatientName) + "\"}]}";
        HttpRequest req = HttpRequest.newBuilder().uri(URI.create(URL)).header("a", "b").POST(HttpRequest.BodyPublishers.ofString(body)).build();
        http.send(req, HttpResponse.BodyHandlers.ofString()); // <- phi-to-external-model
    }
    void localOnly(Attributes a) {
        local.chat().completions().create(ChatCompletionCreateParams.builder().model("m")
            .addUserMessage("Dear " + a.getString(Tag.PatientName)).build());
    }
    void logs(Attributes a, Message msg) throws Exception {
        log.info("uid {}", a.getString(Tag.SOPInstanceUID));
        log.error("failed for " + a.getString(Tag.PatientID)); // <- phi-in-logs
        log.warn("msg {}", new Terser(msg).get("/.PID-5")); // <- phi-in-logs
        try { parse(a); } catch (RuntimeException e) { log.error("no", e); }
    }
    private void parse(Attributes a) { }
    void masked(Attributes a) {
        a.setString(Tag.PatientName, VR.PN, "ANON");
        a.remove(Tag.PatientID);
        log.info("patient {}", a.getString(Tag.PatientName));
    }
}
