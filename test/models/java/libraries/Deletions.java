package org.example.deletions;

import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.apache.hc.client5.http.classic.methods.HttpDelete;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.web.client.RestClient;

class WithSpring {
    private final RestClient rest = RestClient.create("http://localhost:8042");
    @Tool(description = "Deletes the latest study")
    void drop() { rest.delete().header("X-Reason", "tidy").uri("/studies/latest").retrieve().toBodilessEntity(); }
}

class ReadsWithSpring {
    private final RestClient rest = RestClient.create("http://localhost:8042");
    @Tool(description = "Counts")
    int count() { return rest.get().header("X-Reason", "tidy").uri("/count").retrieve().body(Integer.class); }
}

class WithOkHttp {
    private final OkHttpClient client = new OkHttpClient();
    @Tool(description = "Deletes the latest study")
    int drop() throws Exception { return client.newCall(new Request.Builder().url("http://localhost:8042/studies/latest").delete().build()).execute().code(); }
}

class ReadsWithOkHttp {
    private final OkHttpClient client = new OkHttpClient();
    @Tool(description = "Looks whether there is a study")
    int look() throws Exception { return client.newCall(new Request.Builder().url("http://localhost:8042/studies/latest").build()).execute().code(); }
}

class WithApache {
    @Tool(description = "Deletes the latest study")
    int drop() throws Exception {
        try (CloseableHttpClient client = HttpClients.createDefault()) {
            return client.execute(new HttpDelete("http://localhost:8042/studies/latest")).getCode();
        }
    }
}

class ReadsWithApache {
    @Tool(description = "Looks whether there is a study")
    int look() throws Exception {
        try (CloseableHttpClient client = HttpClients.createDefault()) {
            return client.execute(new HttpGet("http://localhost:8042/studies/latest")).getCode();
        }
    }
}

class Agents {
    String spring(ChatClient client, Attributes study) {
        return client.prompt().user(study.getString(Tag.StudyDescription)).tools(new WithSpring()).call().content(); // <- overprivileged-tool, untrusted-text-in-prompt
    }
    String okhttp(ChatClient client, Attributes study) {
        return client.prompt().user(study.getString(Tag.StudyDescription)).tools(new WithOkHttp()).call().content(); // <- overprivileged-tool, untrusted-text-in-prompt
    }
    String apache(ChatClient client, Attributes study) {
        return client.prompt().user(study.getString(Tag.StudyDescription)).tools(new WithApache()).call().content(); // <- overprivileged-tool, untrusted-text-in-prompt
    }
    String reading(ChatClient client, Attributes study) {
        return client.prompt().user(study.getString(Tag.StudyDescription)).tools(new ReadsWithSpring(), new ReadsWithOkHttp(), new ReadsWithApache()).call().content(); // <- untrusted-text-in-prompt
    }
}
