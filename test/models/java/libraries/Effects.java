package org.example.effects;

import freemarker.template.Configuration;
import freemarker.template.Template;
import groovy.lang.GroovyShell;
import io.opentelemetry.api.trace.Span;
import jakarta.servlet.http.HttpServletRequest;
import java.io.StringWriter;
import org.apache.commons.exec.CommandLine;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.graalvm.polyglot.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.util.HtmlUtils;
import org.thymeleaf.TemplateEngine;
import org.yaml.snakeyaml.Yaml;

class Effects {
    private static final Logger log = LoggerFactory.getLogger(Effects.class);
    private final ChatModel model;
    private final JdbcClient jdbc;
    Effects(ChatModel model, JdbcClient jdbc) { this.model = model; this.jdbc = jdbc; }

    void code(VelocityEngine velocity, TemplateEngine thymeleaf, Configuration configuration) throws Exception {
        String answer = model.call("What next?");
        jdbc.sql(answer).query(); // <- model-output-to-code
        jdbc.sql("SELECT * FROM items WHERE name = :name").param("name", answer).query();
        new SpelExpressionParser().parseExpression(answer); // <- model-output-to-code
        new GroovyShell().evaluate(answer); // <- model-output-to-code
        Context.create("js").eval("js", answer); // <- model-output-to-code
        CommandLine.parse("dcmdump " + answer); // <- model-output-to-code
        new Template("report", answer, configuration); // <- model-output-to-code
        velocity.evaluate(new VelocityContext(), new StringWriter(), "report", answer); // <- model-output-to-code
        thymeleaf.process(answer, new org.thymeleaf.context.Context()); // <- model-output-to-code
        new Yaml().load(answer); // <- model-output-to-code
        new Yaml().load("a: 1");
    }

    void logs(Attributes study) {
        String name = study.getString(Tag.PatientName);
        log.info("Read {}", name); // <- phi-in-logs
        log.atInfo().setMessage("Read").addKeyValue("patient", name).log(); // <- phi-in-logs
        log.atInfo().setMessage("Read").addKeyValue("rows", study.getInt(Tag.Rows, 0)).log();
        Span.current().setAttribute("patient", name); // <- phi-in-logs
        Span.current().setAttribute("modality", study.getString(Tag.Modality));
    }

    @KafkaListener(topics = "reports")
    void received(String report) {
        model.call("Explain " + report); // <- untrusted-text-in-prompt
    }
}

@RestController
class Pages {
    private final ChatClient client;
    Pages(ChatClient client) { this.client = client; }

    @PostMapping("/upload")
    String upload(@RequestParam("file") MultipartFile file) throws Exception {
        client.prompt("It has " + file.getSize() + " bytes").call().content();
        client.prompt("Explain " + new String(file.getBytes())).call().content(); // <- untrusted-text-in-prompt
        return HtmlUtils.htmlEscape(client.prompt("Hello").call().content());
    }
    @PostMapping("/role")
    String role(HttpServletRequest request) {
        return client.prompt().system("You are " + request.getParameter("role")).user("Hello").call().content(); // <- user-text-in-system-prompt
    }
}

class Mail {
    private final JavaMailSender mail;
    Mail(JavaMailSender mail) { this.mail = mail; }

    @Tool(description = "Sends a mail")
    void send(String to, String text) {
        SimpleMailMessage message = new SimpleMailMessage();
        message.setTo(to);
        message.setText(text);
        mail.send(message);
    }
    String run(ChatClient client, Attributes study) {
        return client.prompt().user(study.getString(Tag.StudyDescription)).tools(this).call().content(); // <- overprivileged-tool, untrusted-text-in-prompt
    }
}

class Scripts {
    @Tool(description = "Runs a script")
    Object script(String code) {
        return new GroovyShell().evaluate(code); // <- model-output-to-code
    }
    String run(ChatClient client, Attributes study) {
        return client.prompt().user(study.getString(Tag.StudyDescription)).tools(new Scripts()).call().content(); // <- overprivileged-tool, untrusted-text-in-prompt
    }
}
