package org.example.outputs;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.models.responses.ResponseCreateParams;
import jakarta.persistence.EntityManager;
import jakarta.servlet.http.HttpServletResponse;
import java.io.*;
import java.nio.file.*;
import java.util.List;
import java.util.Set;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import org.apache.commons.text.StringEscapeUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.*;

public class Outputs {
    private final OpenAIClient ai;
    private final JdbcTemplate jdbc;
    private final EntityManager em;
    public Outputs(OpenAIClient ai, JdbcTemplate jdbc, EntityManager em) { this.ai = ai; this.jdbc = jdbc; this.em = em; }
    private String ask(String q) {
        return ai.responses().create(ResponseCreateParams.builder().model("gpt-5").input(q).build()).output().get(0).message().get().content().get(0).outputText().get().text();
    }
    void sql() {
        String where = ask("where clause?");
        jdbc.queryForList("SELECT * FROM t WHERE " + where); // <- model-output-to-code
        jdbc.queryForList("SELECT * FROM t WHERE region = ?", where);
        em.createNativeQuery("DELETE FROM t WHERE " + where).executeUpdate(); // <- model-output-to-code
        em.createQuery("select r from R r where r.name = :n").setParameter("n", where).getResultList();
    }
    void code() throws Exception {
        String js = ask("js?");
        ScriptEngine engine = new ScriptEngineManager().getEngineByName("js");
        engine.eval(js); // <- model-output-to-code
        Runtime.getRuntime().exec(ask("command?")); // <- model-output-to-code
        new ProcessBuilder("dcmdump", ask("file?")).start();
        new ProcessBuilder(List.of("bash", "-c", ask("cmd"))).start(); // <- model-output-to-code
    }
    void html(HttpServletResponse resp) throws IOException {
        String t = ask("html?");
        PrintWriter out = resp.getWriter();
        out.println("<p>" + t + "</p>"); // <- model-output-to-code
        out.println("<p>" + StringEscapeUtils.escapeHtml4(t) + "</p>");
    }
    void files() throws IOException {
        String name = ask("name?");
        Path base = Path.of("/data/notes");
        Files.write(base.resolve(name), new byte[0]); // <- model-output-to-code
        Path target = base.resolve(name).normalize();
        if (!target.startsWith(base)) throw new IOException("outside");
        Files.write(target, new byte[0]);
        File f = new File("/data", name);
        try (FileWriter w = new FileWriter(f)) { w.write("x"); } // <- model-output-to-code
    }
    void number() {
        int n = Integer.parseInt(ask("how many?").trim());
        jdbc.queryForList("SELECT * FROM t LIMIT " + n);
    }
    void allow() {
        String col = ask("column?");
        if (!Set.of("a", "b").contains(col)) return;
        jdbc.queryForList("SELECT " + col + " FROM t");
    }
}
