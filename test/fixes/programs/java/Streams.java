package org.example.streams;

import dev.langchain4j.model.chat.ChatModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;

record Series(String title, int images) {}

class Streams {
    private final ChatModel model;

    Streams(ChatModel model) {
        this.model = model;
    }

    String overview(List<Attributes> all) {
        List<Series> series = all.stream().map(one -> new Series(one.getString(Tag.SeriesDescription), one.getInt(Tag.NumberOfSeriesRelatedInstances, 0))).toList();
        return model.chat("Summarise:\n" + series.stream().map(Series::title).collect(Collectors.joining("\n")));
    }

    CompletableFuture<String> later(Attributes study) {
        return CompletableFuture.supplyAsync(() -> study.getString(Tag.ReasonForStudy)).thenApply(reason -> model.chat("How urgent? " + reason));
    }

    String perhaps(Attributes study) {
        return Optional.ofNullable(study.getString(Tag.ImageComments)).map(String::trim).map(model::chat).orElse("");
    }

    String block(Attributes study) {
        List<String> lines = new ArrayList<>();
        lines.add(study.getString(Tag.PatientComments));
        return model.chat("""
                Rewrite these lines:
                %s
                """.formatted(String.join("\n", lines)));
    }
}
